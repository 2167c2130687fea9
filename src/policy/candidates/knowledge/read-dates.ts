/** A date in a text; positions are UTF-16 units from 0. */
export type DateMention = { readonly date: string; readonly start: number; readonly end: number };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The only year of the world, assumed for dates without a year. */
const YEAR = '2024';

const ISO = /\b(\d{4})-(\d{2})-(\d{2})\b/g;
const WORDS =
  /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?\b/gi;

/** Dates in a text, in order, `2024-05-20`, `May 20` and `May 20th, 2024` alike. */
export function readDates(text: string): DateMention[] {
  const dates: DateMention[] = [];
  for (const match of text.matchAll(ISO)) {
    dates.push({ date: match[0], start: match.index, end: match.index + match[0].length });
  }
  for (const match of text.matchAll(WORDS)) {
    const [whole, month = '', day = '', year = YEAR] = match;
    const rank = MONTHS.indexOf(month.toLowerCase()) + 1;
    const date = `${year}-${String(rank).padStart(2, '0')}-${day.padStart(2, '0')}`;
    dates.push({ date, start: match.index, end: match.index + whole.length });
  }
  return dates.sort((left, right) => left.start - right.start);
}
