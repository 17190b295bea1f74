import { z } from 'zod';

/** A GUID in lower case, as Microsoft compares them. */
export const guid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, 'must be a GUID')
  .transform((id) => id.toLowerCase());

export const flag = z.enum(['true', 'false'], 'must be true or false').transform((text) => text === 'true');

export const onOff = z.enum(['on', 'off'], 'must be on or off').transform((text) => text === 'on');

export const url = z.string().transform((text, check) => {
  if (URL.canParse(text)) return new URL(text);
  check.addIssue('must be an absolute URL');
  return z.NEVER;
});

/** True for an address that no packet leaves this machine for. */
export const isLoopback = ({ hostname }: URL): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
