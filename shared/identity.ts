/**
 * People, bodies, invitations and the way in.
 *
 *   GET   /api/setup                    → SetupState           no session needed
 *   POST  /api/setup                    SetupRequest → 201 Me, signed in
 *   POST  /api/auth/sign-in/email       {email, password} → Me
 *   POST  /api/auth/sign-out            {} → {}
 *   GET   /api/me                       → Me
 *   PATCH /api/me                       {locale?} → Me
 *   GET   /api/people                   → Person[]
 *   POST  /api/people                   (none: people come by invitation)
 *   PATCH /api/people/:id               PersonChange → Person  admin
 *   GET   /api/bodies                   → Body[]
 *   POST  /api/bodies                   {name} → 201 Body      admin
 *   PATCH /api/bodies/:id               {name} → Body          admin
 *   POST  /api/invitations              InvitationRequest → 201 Invitation
 *   GET   /api/invitations/:token       → InvitationView       no session needed
 *   POST  /api/invitations/:token       {name, password} → 201 Me, signed in
 */
import { z } from "zod";
import { type BodyId, type GuidelineId, isId, type PersonId } from "./ids.ts";
import {
  BODY_KEYS,
  GUIDELINE_ROLES,
  LOCALES,
  ORGANISATION_ROLES,
  PERSON_COLOURS,
  REPRESENTATIONS,
} from "./roles.ts";

export const id = <T extends string>() => z.custom<T>(isId, "expected an id");

/** On one line: names stand in mails, in cursors and on screens. */
const name = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(
    /^[^\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]*$/u,
    "expected one line without control characters",
  );
const email = z.string().trim().toLowerCase().max(254).pipe(z.email());
/** Length only, as NIST SP 800-63B advises; no rules about kinds of characters. */
const password = z.string().min(10).max(200);

export const body = z.object({
  id: id<BodyId>(),
  /** Stable key of a stock body, null for the organisation's own. */
  key: z.enum(BODY_KEYS).nullable(),
  /** Own name; null for stock bodies, whose names the interface knows in every language. */
  name: z.string().nullable(),
  members: z.number().int(),
});
export type Body = z.infer<typeof body>;

export const person = z.object({
  id: id<PersonId>(),
  name: z.string(),
  email: z.string(),
  role: z.enum(ORGANISATION_ROLES),
  colour: z.enum(PERSON_COLOURS),
  bodies: z.array(id<BodyId>()),
  status: z.enum(["invited", "active", "deactivated"]),
});
export type Person = z.infer<typeof person>;

export const me = z.object({
  id: id<PersonId>(),
  name: z.string(),
  email: z.string(),
  role: z.enum(ORGANISATION_ROLES),
  colour: z.enum(PERSON_COLOURS),
  bodies: z.array(id<BodyId>()),
  locale: z.enum(LOCALES),
  organisation: z.object({
    name: z.string(),
    locale: z.enum(LOCALES),
    representation: z.enum(REPRESENTATIONS),
  }),
});
export type Me = z.infer<typeof me>;

export const setupState = z.object({
  done: z.boolean(),
  organisation: z.string().nullable(),
  locale: z.enum(LOCALES).nullable(),
});
export type SetupState = z.infer<typeof setupState>;

export const setupRequest = z.object({
  code: z.string().min(1).max(200),
  organisation: name,
  locale: z.enum(LOCALES),
  /** IANA name; decides when a day begins. */
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, "expected an IANA time zone such as Europe/Berlin")
    .default("Europe/Berlin"),
  representation: z.enum(REPRESENTATIONS),
  name,
  email,
  password,
});
export type SetupRequest = z.input<typeof setupRequest>;
/** A set-up request with its defaults filled in. */
export type SetupData = z.output<typeof setupRequest>;

export const signInRequest = z.object({ email, password: z.string().min(1).max(200) });

export const ownChange = z.object({ locale: z.enum(LOCALES) });

/** A person as the command line adds one: with a password at once. */
export const personRequest = z.object({
  email,
  name,
  password,
  role: z.enum(ORGANISATION_ROLES).default("member"),
});

export const personChange = z
  .object({
    name,
    role: z.enum(ORGANISATION_ROLES),
    bodies: z.array(id<BodyId>()).max(30),
    /** Deactivating ends sessions and sockets at once. */
    active: z.boolean(),
  })
  .partial();
export type PersonChange = z.infer<typeof personChange>;

export const bodyRequest = z.object({ name });

export const invitationRequest = z.object({
  email,
  name: name.optional(),
  bodies: z.array(id<BodyId>()).max(30).default([]),
  /** What the invitee may do on one guideline from the start; needs the owner's right there. */
  guideline: z.object({ id: id<GuidelineId>(), role: z.enum(GUIDELINE_ROLES) }).optional(),
});
export type InvitationRequest = z.input<typeof invitationRequest>;
export type InvitationData = z.output<typeof invitationRequest>;

export const invitation = z.object({
  personId: id<PersonId>(),
  /**
   * To copy and hand over; shown once, only its hash is stored. Null if the person already has a password, or has
   * been invited before and only an administrator may make a new link.
   */
  link: z.string().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  mailed: z.boolean(),
});
export type Invitation = z.infer<typeof invitation>;

export const invitationView = z.object({
  organisation: z.string(),
  locale: z.enum(LOCALES),
  email: z.string(),
  name: z.string(),
});
export type InvitationView = z.infer<typeof invitationView>;

export const acceptRequest = z.object({ name, password });

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
