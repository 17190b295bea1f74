/** Buckets of durations: each is a ninth longer than the one before it, so that a figure read from them is exact to 5 percent. */
const perDoubling = 8;

/** The bucket of a duration. */
export const bucketOf = (durationMs: number): number => Math.round(perDoubling * Math.log2(Math.max(1, durationMs)));

const durationOf = (bucket: number): number => Math.round(2 ** (bucket / perDoubling));
/** No duration of the bucket is longer. */
const longestOf = (bucket: number): number => Math.ceil(2 ** ((bucket + 0.5) / perDoubling));

export interface Bucket {
  readonly bucket: number;
  readonly count: number;
}

/**
 * The duration that a share of all measured ones does not exceed (nearest rank).
 * @param buckets in any order
 * @param share between 0 and 1
 * @returns milliseconds; null where nothing was measured
 */
export function percentile(buckets: readonly Bucket[], share: number): number | null {
  const bucket = bucketAt(buckets, share);
  return bucket === null ? null : durationOf(bucket);
}

/** The same for a promise: what the share kept for certain, whatever was rounded. */
export function keptPercentile(buckets: readonly Bucket[], share: number): number | null {
  const bucket = bucketAt(buckets, share);
  return bucket === null ? null : longestOf(bucket);
}

function bucketAt(buckets: readonly Bucket[], share: number): number | null {
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  const rank = Math.max(1, Math.ceil(share * total));
  let seen = 0;
  for (const { bucket, count } of [...buckets].sort((a, b) => a.bucket - b.bucket)) {
    seen += count;
    if (seen >= rank) return bucket;
  }
  return null;
}
