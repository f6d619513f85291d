import { type Links, linksOf } from '../../src/report/markdown/links.ts';
import { reportOf } from './report.ts';

/** The addresses that belong to a report of `https://github.com/acme/queue`. */
export const links: Links = linksOf(reportOf());
