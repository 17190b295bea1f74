/**
 * A string literal of OData, percent-encoded for a URL: in single quotes, a quote inside doubled.
 * @see OData 4.01 part 2, section 5.1.1.6.1
 */
export const literal = (value: string): string => encodeURIComponent(`'${value.replaceAll("'", "''")}'`).replaceAll('%27', "'");

/** One segment of a path. */
export const segment = (value: string): string => encodeURIComponent(value);
