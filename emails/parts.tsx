import { Button } from '@react-email/button';
import { Heading } from '@react-email/heading';
import { Link } from '@react-email/link';
import { Text } from '@react-email/text';
import { Fragment, type ReactNode } from 'react';
import { Box } from './box.tsx';
import type { Locale } from './frame.ts';
import { texts } from './texts/index.ts';
import { styles } from './theme.ts';

/**
 * The mail's one heading, and the greeting below it. An empty name greets nobody by name. The text
 * part begins with the greeting, as a letter does: its subject is its heading.
 */
export function Opening({
  locale,
  heading,
  name,
}: {
  locale: Locale;
  heading: string;
  name: string;
}) {
  return (
    <>
      <Heading as="h1" className="ink" style={styles.heading} data-skip-in-text="true">
        {heading}
      </Heading>
      <Paragraph>{texts[locale].greeting(name)}</Paragraph>
    </>
  );
}

export function Paragraph({ children }: { children: string }) {
  return (
    <Text className="ink" style={styles.text}>
      {children}
    </Text>
  );
}

export function Small({ children }: { children: string }) {
  return (
    <Text className="muted" style={styles.small}>
      {children}
    </Text>
  );
}

/** The box that says what the mail is about. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <Box name="facts-outside" cell={styles.factsOutside}>
      <Box name="facts" table={{ borderCollapse: 'separate' }} cell={styles.facts}>
        {children}
      </Box>
    </Box>
  );
}

export function Fact({ label, children }: { label: string; children: string }) {
  return (
    <Text className="fact ink" style={styles.fact} dir="auto">
      <span className="muted" style={styles.label}>{`${label}: `}</span>
      {children}
    </Text>
  );
}

/** A labelled list, for example the documents' names: one on the line of its label, none not at all. */
export function FactList({ label, items }: { label: string; items: string[] }) {
  const [first, ...others] = items;
  if (first === undefined) return null;
  if (others.length === 0) return <Fact label={label}>{first}</Fact>;
  return (
    <>
      <Text className="fact muted" style={{ ...styles.fact, ...styles.label }}>{`${label}:`}</Text>
      <ul style={styles.list}>
        {numbered(items).map(({ place, item }) => (
          <li key={place} className="ink" style={{ ...styles.fact, margin: '0' }}>
            {item}
          </li>
        ))}
      </ul>
    </>
  );
}

/** What somebody else wrote: plain text, its line breaks kept, never turned into links. */
export function Quote({ label, text }: { label: string; text: string }) {
  if (text.trim() === '') return null;
  const lines = text.trim().split(/\r\n|\r|\n/u);
  return (
    <>
      <Text className="muted" style={{ ...styles.small, margin: '0 0 6px' }}>{`${label}:`}</Text>
      <Box name="quote-outside" cell={styles.quoteOutside}>
        <Box name="quote" cell={styles.quoteInside}>
          <blockquote className="ink" style={styles.quote} dir="auto">
            {numbered(lines).map(({ place, item }) => (
              <Fragment key={place}>
                {place > 0 && <br />}
                {item}
              </Fragment>
            ))}
          </blockquote>
        </Box>
      </Box>
    </>
  );
}

/**
 * The one button, and its link as text for clients that show no buttons. The text part shows the
 * link once: it skips what is marked so, and introduces the link by `data-label`.
 */
export function Action({ locale, label, href }: { locale: Locale; label: string; href: string }) {
  const link = texts[locale].link;
  return (
    <>
      <Box name="action" cell={styles.buttonOutside} notInText>
        <Box
          name="button-table"
          table={{ borderCollapse: 'separate' }}
          cell={styles.buttonCell}
          narrow
        >
          <Button href={href} className="button" style={styles.button}>
            {label}
          </Button>
        </Box>
      </Box>
      <div data-skip-in-text="true">
        <Text className="muted" style={{ ...styles.small, margin: '0' }}>
          {link.fallback}
        </Text>
      </div>
      <Text style={styles.small}>
        <Link href={href} className="link action-link" style={styles.link} data-label={label}>
          {href}
        </Link>
      </Text>
      <Small>{link.personal}</Small>
    </>
  );
}

// Names and lines may repeat; their place tells them apart.
function numbered(items: string[]): { place: number; item: string }[] {
  return items.map((item, place) => ({ place, item }));
}
