import type { Side } from '../../model/change/change.ts';
import type { Report } from '../../model/report/report-schema.ts';

/** Addresses that a report may link to; everything else is shown as text. */
export interface Links {
  /** Whether an address is http(s) on a host we know, without credentials or a foreign port. */
  isKnown(address: string): boolean;
  /** The lines of a file at the commit that was reviewed; null where the repository has no pages. */
  toPlace(place: LinkedPlace): string | null;
  toCommit(oid: string): string | null;
  /** The repository's own page. */
  readonly repository: string | null;
}

/** What a permalink points at; lines 1-based. */
interface LinkedPlace {
  readonly path: string | null;
  readonly startLine: number | null;
  readonly endLine: number | null;
  readonly side: Side;
}

const alwaysKnown = ['github.com', 'docs.github.com'];
/** GitHub renders these instead of showing lines, unless asked for the plain text. */
const rendered = /\.(md|mdx|markdown|rst|adoc|asciidoc|org|textile|ipynb|svg|csv|tsv|geojson|stl)$/i;

/** The addresses that belong to a report: its repository's pages at the commits under review. */
export function linksOf(report: Report): Links {
  const { webUrl, head, mergeBase } = report.change;
  const parsed = webUrl === null ? null : parseAddress(webUrl);
  const hosts = new Set([...alwaysKnown, ...(parsed ? [parsed.host] : [])]);
  const base = parsed?.href.replace(/\/+$/, '') ?? null;
  return {
    isKnown: (address) => {
      const url = parseAddress(address);
      return url !== null && hosts.has(url.host) && url.username === '' && url.password === '';
    },
    toPlace: (place) => {
      if (base === null || place.path === null) return null;
      const path = place.path.split('/').map(encodeURIComponent).join('/');
      const lines =
        place.startLine === null
          ? ''
          : `#L${place.startLine}${place.endLine !== null && place.endLine !== place.startLine ? `-L${place.endLine}` : ''}`;
      const plain = lines !== '' && rendered.test(place.path) ? '?plain=1' : '';
      return `${base}/blob/${place.side === 'old' ? mergeBase : head}/${path}${plain}${lines}`;
    },
    toCommit: (oid) => (base === null ? null : `${base}/commit/${encodeURIComponent(oid)}`),
    repository: base,
  };
}

function parseAddress(address: string): URL | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? url : null;
}
