import type { z } from 'zod';
import type { Reading } from './env-keys';

/** Where variables come from: `process.env`, or a plain object in a test. */
export type EnvSource = Readonly<Record<string, string | undefined>>;

/**
 * Reads single variables and collects their faults, so that all of them can be named together.
 * A value that could not be read is `undefined`, and then `faults` says why. An empty variable counts as unset.
 */
export class EnvReader {
  readonly faults: string[] = [];
  readonly #source: EnvSource;

  constructor(source: EnvSource) {
    this.#source = source;
  }

  text(name: string): string | undefined {
    return this.#source[name]?.trim() || undefined;
  }

  fault(name: string, sentence: string): undefined {
    this.faults.push(`${name}: ${sentence}`);
  }

  read<T>(name: string, shape: z.ZodType<T, string>, fallback?: string): T | undefined {
    const text = this.text(name) ?? fallback;
    if (text === undefined) return this.fault(name, 'is missing');
    const result = shape.safeParse(text);
    return result.success ? result.data : this.fault(name, result.error.issues[0]?.message ?? 'is not valid');
  }

  reading<T>(name: string, read: (text: string) => Reading<T>): T | undefined {
    const text = this.text(name);
    if (text === undefined) return this.fault(name, 'is missing');
    const result = read(text);
    return 'fault' in result ? this.fault(name, result.fault) : result.value;
  }
}
