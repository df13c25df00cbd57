import { Body } from '@react-email/body';
import { Head } from '@react-email/head';
import { Html } from '@react-email/html';
import { Link } from '@react-email/link';
import { Preview } from '@react-email/preview';
import { Text } from '@react-email/text';
import type { ReactNode } from 'react';
import { Box } from './box.tsx';
import { clip } from './clip.ts';
import type { LegalLinks, Locale } from './frame.ts';
import { texts } from './texts/index.ts';
import { css, styles } from './theme.ts';

type LayoutProps = {
  locale: Locale;
  legal: LegalLinks;
  title: string;
  preview: string;
  /** Why the reader receives this, for the footer. */
  why: string;
  children: ReactNode;
};

/** The one frame of every mail: head, preheader, card and footer. Without a picture or a remote resource. */
export function Layout({ locale, legal, title, preview, why, children }: LayoutProps) {
  return (
    <Html lang={locale}>
      <Head>
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        {/* Apple Mail would turn addresses and names inside a message into links. */}
        <meta
          name="format-detection"
          content="telephone=no, date=no, address=no, email=no, url=no"
        />
        <style>{css}</style>
      </Head>
      <Body className="page" style={styles.page}>
        <Preview>{clip(preview, 140)}</Preview>
        <Box name="card" table={styles.card} cell={styles.cardInside}>
          {children}
        </Box>
        <Box name="footer" table={styles.footer} cell={styles.footerInside}>
          <Text className="muted" style={styles.footerText}>
            {why}
          </Text>
          <LegalLine locale={locale} legal={legal} />
        </Box>
      </Body>
    </Html>
  );
}

function LegalLine({ locale, legal }: { locale: Locale; legal: LegalLinks }) {
  const footer = texts[locale].footer;
  const links = [
    { label: footer.privacy, url: legal.privacyUrl },
    { label: footer.imprint, url: legal.imprintUrl },
  ].flatMap(({ label, url }) => (url === null ? [] : [{ label, url }]));
  if (links.length === 0) return null;
  return (
    <Text className="muted" style={styles.footerText}>
      {links.map(({ label, url }, index) => (
        <span key={label}>
          {index > 0 ? ' · ' : ''}
          <Link
            href={url}
            className="link legal"
            style={{ ...styles.link, wordBreak: 'normal' as const }}
          >
            {label}
          </Link>
        </span>
      ))}
    </Text>
  );
}
