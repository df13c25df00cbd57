import { type ReactNode, useEffect, useState } from 'react';
import type { Locale } from '../api.ts';
import { LOCALES, TEXTS } from '../language.ts';
import { useLanguage } from './language-context.ts';

type LayoutProps = {
  wide: boolean;
  onLocale(locale: Locale): Promise<boolean>;
  children: ReactNode;
};

/** What frames every page: the language switch above, the operator's own pages below. */
export function Layout({ wide, onLocale, children }: LayoutProps) {
  const { locale } = useLanguage();

  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);

  return (
    <div className={wide ? 'layout layout-wide' : 'layout'}>
      <header className="top">
        <LanguageSwitch onLocale={onLocale} />
      </header>
      <main>{children}</main>
      <Footer />
    </div>
  );
}

function LanguageSwitch({ onLocale }: { onLocale(locale: Locale): Promise<boolean> }) {
  const { locale, t } = useLanguage();
  const [failed, setFailed] = useState(false);
  return (
    <nav className="languages" aria-label={t.languageSwitch}>
      {LOCALES.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={each === locale}
          onClick={async () => setFailed(!(await onLocale(each)))}
        >
          {TEXTS[each].languageName}
        </button>
      ))}
      {failed && (
        <p role="alert" className="error">
          {t.switchFailed}
        </p>
      )}
    </nav>
  );
}

function Footer() {
  const { t } = useLanguage();
  const links = [
    { href: metaContent('privacy-url'), label: t.privacy },
    { href: metaContent('imprint-url'), label: t.imprint },
  ].filter((link) => link.href !== '');
  if (links.length === 0) return null;
  return (
    <footer>
      {links.map(({ href, label }) => (
        <a key={label} href={href} target="_blank" rel="noreferrer">
          {label}
        </a>
      ))}
    </footer>
  );
}

function metaContent(name: string): string {
  return document.querySelector(`meta[name="${name}"]`)?.getAttribute('content') ?? '';
}
