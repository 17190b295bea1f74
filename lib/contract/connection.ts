import { z } from 'zod';
import { ChoicesView } from './choices';
import { ResultView } from './result';
import { tone } from './tone';

/** The shapes of a connection that cross HTTP. The page renders `ConnectionView`, every route answers with it. */

const iso = z.iso.datetime();

export const StepKey = z.enum(['sign-in', 'check', 'create', 'approve', 'secure', 'prove']);
export type StepKey = z.infer<typeof StepKey>;

/** One of the six steps; `sentence` says what was done, runs or will come. */
export const StepView = z.object({
  key: StepKey,
  title: z.string(),
  state: z.enum(['done', 'now', 'wait', 'stop', 'todo']),
  sentence: z.string(),
  /** "2 s" or "14:01" when done; expected time when to come; empty otherwise. */
  startedAt: iso.nullable(),
  durationMs: z.number().nullable(),
  expected: z.string().nullable(),
});
export type StepView = z.infer<typeof StepView>;

/** A line of "Ready to start". `good` passed, `note` to know, `bad` stops us. */
export const PreflightLine = z.object({
  key: z.string(),
  tone,
  title: z.string(),
  text: z.string(),
  status: z.enum(['Passed', 'Note', 'Stops us']),
});
export type PreflightLine = z.infer<typeof PreflightLine>;

/** A line of "We will". Counts come from the plan itself. */
export const PlanLine = z.object({ kind: z.string(), title: z.string(), text: z.string() });
export type PlanLine = z.infer<typeof PlanLine>;

/** An app made by hand that the admin may choose: what tells it from what is wanted, and what becomes of it. */
export const NamesakeView = z.object({
  objectId: z.guid(),
  clientId: z.guid(),
  title: z.string(),
  /** Label and value. */
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  differences: z.array(z.object({ key: z.string(), tone, title: z.string(), names: z.array(z.string()) })),
  keys: z.array(
    z.object({
      keyId: z.string(),
      form: z.enum(['password', 'certificate']),
      name: z.string(),
      expiresAt: iso.nullable(),
      expired: z.boolean(),
    }),
  ),
  /** Why it cannot be used; null: it can. */
  obstacle: z.string().nullable(),
  /** What is to happen with it, in sentences. */
  happens: z.array(z.string()),
  /** The plan if it is chosen. */
  plan: z.array(PlanLine),
});
export type NamesakeView = z.infer<typeof NamesakeView>;

/** Waiting has a reason, an elapsed time (since `since`) and an expected time. */
export const WaitView = z.object({
  title: z.string(),
  lead: z.string(),
  sentence: z.string(),
  since: iso,
  usualFromSeconds: z.number(),
  usualToSeconds: z.number(),
  /** End of the meter's scale. */
  scaleSeconds: z.number(),
  /** null: by ourselves, at growing distances. */
  lookEverySeconds: z.number().nullable(),
  /** True while it may be that nothing was approved: the page offers Microsoft's page once more. */
  mayReopen: z.boolean(),
});
export type WaitView = z.infer<typeof WaitView>;

/** One line of "What we did so far". */
export const LogLine = z.object({ at: iso, text: z.string(), result: z.string(), durationMs: z.number().nullable() });
export type LogLine = z.infer<typeof LogLine>;

export const ProblemActionKind = z.enum([
  'sign-in',
  'retry',
  'consent',
  'look-again',
  'start',
  'leave-out',
  'hand-over',
  'service-reference',
  'invitation',
  'none',
]);
/** The four parts of an error, its one next step, and the details behind the toggle. */
export const ProblemView = z.object({
  code: z.string(),
  badge: z.object({ tone, text: z.string() }),
  title: z.string(),
  happened: z.string(),
  state: z.string(),
  who: z.string(),
  next: z.string(),
  action: z.object({ kind: ProblemActionKind, label: z.string() }).nullable(),
  /** Label and value: code, meaning, time, correlation id, request id, tenant id, step. */
  details: z.array(z.object({ label: z.string(), value: z.string() })),
});
export type ProblemView = z.infer<typeof ProblemView>;

export const CellState = z.enum(['yes', 'note', 'no', 'wait', 'hid', 'none']);
export type CellState = z.infer<typeof CellState>;
/** A row of the 61-row matrix: asked, granted, in the token, API answers. */
export const MatrixRow = z.object({
  type: z.enum(['Application', 'Delegated']),
  value: z.string(),
  asked: CellState,
  granted: CellState,
  inToken: CellState,
  answers: CellState,
});
export const MatrixApi = z.object({
  key: z.string(),
  title: z.string(),
  /** "One read of incidents, 200 OK in 0.4 s" */
  sentence: z.string(),
  asked: z.number(),
  granted: z.number().nullable(),
  inToken: z.number().nullable(),
  answer: z.object({ state: CellState, text: z.string(), durationMs: z.number().nullable() }),
  rows: z.array(MatrixRow),
});
export type MatrixApi = z.infer<typeof MatrixApi>;

/** A link by which a colleague approves: where it stands. */
export const HandOverView = z.object({
  state: z.enum(['made', 'opened', 'signed-in', 'approved', 'revoked', 'replaced', 'expired']),
  madeAt: iso,
  madeBy: z.string(),
  expiresAt: iso,
  openedAt: iso.nullable(),
  /** The verified person who signed in with it last. */
  approver: z.object({ name: z.string(), account: z.string() }).nullable(),
  signedInAt: iso.nullable(),
  /** How the colleague came back without an approval. */
  setback: z.object({ kind: z.enum(['consent-declined', 'consent-role-missing', 'consent-failed']), at: iso }).nullable(),
  endedAt: iso.nullable(),
  /** The link itself, with its token: in the answer to the press that made it, and never again. */
  link: z.url().nullable(),
  /** True when the admin's token is over: what a colleague approves is seen after the next sign-in. */
  signInNeeded: z.boolean(),
});
export type HandOverView = z.infer<typeof HandOverView>;

export const ConnectionView = z.object({
  id: z.uuid(),
  state: z.string(),
  /** Which part of the one working page is shown. */
  screen: z.enum(['checking', 'plan', 'progress', 'approve', 'hand-over', 'problem', 'connected']),
  /**
   * Who moves next. The browser calls `advance` after `retryAfterSeconds` when it is neither the admin nor a colleague; `hand-over/look` for a
   * colleague, and for an admin with a number above 0, who has left for Microsoft's page.
   */
  next: z.object({ by: z.enum(['portal', 'microsoft', 'admin', 'colleague', 'fortifydata', 'nobody']), retryAfterSeconds: z.number() }),
  organization: z.object({ name: z.string(), domain: z.string(), tenantId: z.string() }).nullable(),
  /** The invitation that led here: FortifyData's customer, and the id or domain of the organization it names. */
  invitation: z.object({ customer: z.string(), expected: z.string() }).nullable(),
  /** When the organization was read that this view and its plan are made from; null before the first look. */
  observedAt: iso.nullable(),
  admin: z.object({ name: z.string(), account: z.string(), role: z.string().nullable(), mayApprove: z.boolean().nullable() }),
  steps: z.array(StepView).length(6),
  preflight: z.array(PreflightLine),
  plan: z.array(PlanLine),
  /** Apps made by hand of which one may be chosen; empty when there is nothing to choose. */
  namesakes: z.array(NamesakeView),
  /** The app made by hand that was chosen (object id). */
  adopting: z.guid().nullable(),
  permissions: z.object({
    total: z.number(),
    application: z.number(),
    delegated: z.number(),
    /** APIs (resourceAppId) that the organization does not have: what `leaveOut` may name. */
    missingApis: z.array(z.guid()),
    /** The same as people read it, as far as the plan is to add them; null where it adds none. */
    absent: z.object({ names: z.string(), count: z.number(), permissions: z.number() }).nullable(),
    /** APIs that the admin goes without. */
    leftOut: z.array(z.guid()),
    setAside: z.array(z.object({ api: z.string(), type: z.string(), value: z.string(), reason: z.string() })),
  }),
  /** Where the consent page lives, e.g. "https://login.microsoftonline.com/". */
  consentAddress: z.string(),
  wait: WaitView.nullable(),
  log: z.array(LogLine),
  problem: ProblemView.nullable(),
  choices: ChoicesView.nullable(),
  /** The newest link to a colleague; null when none was made, and once the connection is complete. */
  handOver: HandOverView.nullable(),
  matrix: z.array(MatrixApi),
  result: ResultView.nullable(),
});
export type ConnectionView = z.infer<typeof ConnectionView>;

/** `POST /api/connections/{id}/accept`: the plan as the admin saw it. A plan made from another look at the organization is refused as `stale`. */
export const AcceptBody = z.strictObject({
  manifestSha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** `observedAt` of the view that showed the plan. */
  observedAt: iso,
  leaveOut: z.array(z.guid()).max(3).default([]),
  /** The app made by hand to repair and use, by object id out of the view; null: a new one. */
  adopt: z.strictObject({ objectId: z.guid(), removeCertificates: z.boolean() }).nullable().default(null),
});
export type AcceptBody = z.infer<typeof AcceptBody>;

/** `POST /api/connections/{id}/service-reference`: what the organization calls the app in its service management. */
export const ServiceReferenceBody = z.strictObject({ reference: z.string().min(1).max(1_000) });
export type ServiceReferenceBody = z.infer<typeof ServiceReferenceBody>;

/** `POST /api/connections/{id}/page-code`: what the admin read or copied on a page of Microsoft that did not lead back. */
export const PageCodeBody = z.strictObject({ text: z.string().min(1).max(4_000) });
export type PageCodeBody = z.infer<typeof PageCodeBody>;

/** Bodies of the routes that need nothing but the press of a button. */
export const EmptyBody = z.strictObject({});

/** `POST /api/sign-in` and `POST /api/approve/sign-in`. */
export const SignInBody = z.strictObject({
  /** True: Microsoft shall ask for the credentials again and tell the roles anew, for a role activated a moment ago. */
  again: z.boolean().optional(),
});

/** `POST /api/connections/{id}/hand-over` */
export const HandOverBody = z.strictObject({
  /** True: a new link; one that is open ends. Otherwise an open one is kept. */
  anew: z.boolean().optional(),
});

/** `POST /api/approve/open` exchanges the token of a link for this browser's cookie. */
export const OpenLinkBody = z.strictObject({ token: z.string().max(200) });
/** True when this browser has signed in with the link before. */
export const OpenLinkAnswer = z.strictObject({ resumes: z.boolean() });

/** `POST /api/sign-in`, `POST /api/approve/…` and `POST /api/connections/{id}/consent` answer with the address at Microsoft to go to. */
export const Departure = z.object({ location: z.url() });
export type Departure = z.infer<typeof Departure>;

/** Every refusal of the API (RFC 9457 members `title`, `status`, plus our code and trace). */
export const ApiProblem = z.object({ title: z.string(), status: z.number(), code: z.string(), trace: z.string() });
export type ApiProblem = z.infer<typeof ApiProblem>;
