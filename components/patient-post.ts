import { type Answer, post } from './request';

/** Pauses before the next tries: a portal that is being replaced or whose database restarts is away for seconds. */
const pausesSeconds = [1, 2, 4, 8, 15] as const;

/**
 * Like {@link post}, and tries again while nobody answers, for half a minute: each route of the portal may be called twice and means what
 * it meant once.
 * @param unheard is called before each pause
 * @param patienceSeconds a shorter time than half a minute
 */
export async function patientPost<Body>(
  path: string,
  body: unknown,
  { unheard = () => {}, patienceSeconds = 30 }: { unheard?: () => void; patienceSeconds?: number } = {},
): Promise<Answer<Body>> {
  let waitedSeconds = 0;
  for (const seconds of pausesSeconds) {
    const answer = await post<Body>(path, body);
    if (answer.kind !== 'unreachable' || waitedSeconds + seconds > patienceSeconds) return answer;
    unheard();
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    waitedSeconds += seconds;
  }
  return post<Body>(path, body);
}
