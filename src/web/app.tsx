import type { Screen } from './flow.ts';
import { TEXTS } from './language.ts';
import { FailureBoundary } from './parts/failure-boundary.tsx';
import { LanguageContext } from './parts/language-context.ts';
import { Layout } from './parts/layout.tsx';
import { Acted } from './screens/acted.tsx';
import { CopyDocuments } from './screens/copy-documents.tsx';
import { Documents } from './screens/documents.tsx';
import { Landing } from './screens/landing.tsx';
import { Notice } from './screens/notice.tsx';
import { type Signing, useSigning } from './use-signing.ts';

/** The signing page: what the address leads to, in its frame. */
export function App() {
  const signing = useSigning();
  const { locale } = signing;

  return (
    <LanguageContext value={{ locale, t: TEXTS[locale] }}>
      <Layout wide={isWide(signing.screen)} onLocale={signing.switchLocale}>
        <FailureBoundary fallback={<Broken onRetry={async () => location.reload()} />}>
          <CurrentScreen signing={signing} />
        </FailureBoundary>
      </Layout>
    </LanguageContext>
  );
}

function Broken({ onRetry }: { onRetry(): Promise<void> }) {
  return <Notice kind="broken" requestId={null} onRetry={onRetry} onFreshLink={async () => null} />;
}

function CurrentScreen({ signing }: { signing: Signing }) {
  const { screen, locale } = signing;
  switch (screen.name) {
    case 'loading':
      return (
        <p className="boot" role="status">
          {TEXTS[locale].loading}
        </p>
      );
    case 'landing':
      return <Landing landing={screen.landing} onOpen={signing.open} onNotMe={signing.notMe} />;
    case 'documents':
      return screen.session.kind === 'copy' ? (
        <CopyDocuments session={screen.session} onRefresh={signing.refresh} />
      ) : (
        <Documents session={screen.session} signing={signing} />
      );
    case 'acted':
      return <Acted session={screen.session} justNow={screen.justNow} onRead={signing.read} />;
    case 'notice':
      return (
        <Notice
          key={screen.kind}
          kind={screen.kind}
          requestId={screen.requestId}
          onRetry={signing.load}
          onFreshLink={signing.requestLink}
        />
      );
  }
}

function isWide(screen: Screen): boolean {
  return screen.name === 'documents' && screen.session.kind === 'sign';
}
