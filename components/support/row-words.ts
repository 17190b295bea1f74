/** "1 row", "1,200 rows". */
export const rowsWords = (count: number) => (count === 1 ? '1 row' : `${count.toLocaleString('en-US')} rows`);
