/**
 * The life of a question: asked, answered, deferred, not applicable, undone. Write, carry out in the text, publish.
 */
import type { LineContent } from "#shared/document/content.ts";
import { countLines } from "#shared/document/passages.ts";
import type { Person } from "#shared/identity.ts";
import { type BodyId, type GuidelineId, newId } from "#shared/ids.ts";
import { isUnanswered } from "#shared/question-status.ts";
import type { OwnQuestionData, Question, RecordEntry, Waiting } from "#shared/questions.ts";
import type { Answer } from "#shared/template-questions.ts";
import type { Audit } from "../audit/index.ts";
import type { Collab } from "../collab/index.ts";
import type { Grant, Guidelines, StoredGuideline } from "../guidelines/index.ts";
import { canReadDraft } from "../guidelines/index.ts";
import type { Identity } from "../identity/index.ts";
import type { Notifications } from "../notifications/index.ts";
import type { Clock } from "../platform/clock.ts";
import { dayAt } from "../platform/days.ts";
import { AppError, allow, notFound } from "../platform/errors.ts";
import type { Events } from "../platform/events.ts";
import type { Log } from "../platform/log.ts";
import type { Templates } from "../templates/index.ts";
import { arrange, ownPosition, restingWording } from "./arrange.ts";
import { createWorks } from "./carry-out.ts";
import { effect, inWords, isAnswer, isBlocking, ownDefinition, proposalOf } from "./definition.ts";
import { createHolds } from "./holds.ts";
import { namesOf } from "./names.ts";
import { createNotices } from "./notices.ts";
import { canAsk, canLead, canTakeOver, type Standing, standingOf } from "./policy.ts";
import { recordOf } from "./record.ts";
import type { EntryDetail, Intent, NewEntry, StoredQuestion } from "./rows.ts";
import type { QuestionStore } from "./store.ts";
import { createValues } from "./values.ts";
import { toView } from "./view.ts";

export type QuestionService = ReturnType<typeof createQuestionService>;

/** Stands behind the last line of its section: no line has this id. */
const AT_THE_END = "~";

export function createQuestionService(parts: {
  readonly store: QuestionStore;
  readonly collab: Collab;
  readonly audit: Audit;
  readonly guidelines: Guidelines;
  readonly identity: Identity;
  readonly notifications: Notifications;
  readonly templates: Templates;
  readonly events: Events;
  readonly clock: Clock;
  readonly log: Log;
}) {
  const { store, collab, audit, guidelines, identity, templates, events, clock, log } = parts;
  const notices = createNotices(parts.notifications);
  const { machineValues, restingValues } = createValues({ store, identity, templates });
  const holds = createHolds({ store, audit, identity, events, clock, reading });
  const works = createWorks({ store, collab, log, onDone: tell });
  const arranging = new Map<GuidelineId, Promise<void>>();
  const arranged = new Set<GuidelineId>();

  const service = {
    async list(person: Person, guidelineId: GuidelineId): Promise<readonly Question[]> {
      await reading(person, guidelineId);
      return service.all(guidelineId);
    },

    /** All questions whose section stands in the text. For neighbours: asks for no right. */
    async all(guidelineId: GuidelineId): Promise<readonly Question[]> {
      await ensure(guidelineId);
      const guideline = await known(guidelineId);
      const shown = new Set(guideline.outline.map(({ id }) => id));
      const questions = (await store.ofGuideline(guidelineId)).filter(({ sectionId }) =>
        shown.has(sectionId),
      );
      const entries = Map.groupBy(await store.entries(guidelineId), ({ questionId }) => questionId);
      const names = await namesOf(identity, [...entries.values()].flat());
      return questions.map((question) => toView(question, entries.get(question.id) ?? [], names, guideline));
    },

    async decide(
      person: Person,
      guidelineId: GuidelineId,
      questionId: string,
      { answer, reason, onBehalfOf }: { answer: Answer; reason: string; onBehalfOf?: BodyId | undefined },
    ): Promise<Question> {
      const { question, standing, guideline } = await answering(person, guidelineId, questionId, onBehalfOf);
      const { definition } = question;
      if (!isAnswer(definition, answer))
        throw new AppError("questions/wrong-answer", 422, "This is no answer to the question.", {
          answer: "expected an answer of the question's kind",
        });
      const { variables, wording } = effect(definition, answer);
      const detail: EntryDetail = {
        kind: "answered",
        answer,
        inWords: inWords(definition, answer),
        wording: wording === null ? null : [...wording],
        set: { ...variables },
        text: "waiting",
        offered: {},
      };
      const entry = sign(person, standing, reason, detail);
      const untouched = await machineValues(guideline, question, Object.keys(variables));
      await step(question, "answered", entry, (entryId) => ({
        ...edit(entryId, wording ?? []),
        variables: { ...variables },
        untouched,
      }));
      return service.read(guidelineId, questionId);
    },

    /** Later: who sees to it, until when. What holds approval holds it on. */
    async defer(
      person: Person,
      guidelineId: GuidelineId,
      questionId: string,
      request: {
        readonly until: string;
        readonly personId: Person["id"] | null;
        readonly reason: string;
        readonly onBehalfOf?: BodyId | undefined;
      },
    ): Promise<Question> {
      const { until, personId, reason, onBehalfOf } = request;
      const { question, standing } = await answering(person, guidelineId, questionId, onBehalfOf);
      if (until < dayAt(clock.now(), await identity.timeZone()))
        throw new AppError("request/invalid", 422, "The day has passed.", {
          until: "expected a day to come",
        });
      if (personId !== null && (await guidelines.grantOf(personId, guidelineId)) === null)
        notFound("identity/person-not-found", "There is no such person on this guideline.");
      await step(
        question,
        "deferred",
        sign(person, standing, reason, { kind: "deferred", until, to: personId }),
        null,
      );
      return service.read(guidelineId, questionId);
    },

    async exclude(
      person: Person,
      guidelineId: GuidelineId,
      questionId: string,
      { reason, onBehalfOf }: { reason: string; onBehalfOf?: BodyId | undefined },
    ): Promise<Question> {
      const { question, standing } = await answering(person, guidelineId, questionId, onBehalfOf);
      const entry = sign(person, standing, reason, { kind: "notApplicable", text: "waiting" });
      await step(question, "notApplicable", entry, (entryId) => edit(entryId, []));
      return service.read(guidelineId, questionId);
    },

    /** Takes the last step back: the question stands as if nobody had answered it, and so does its text. */
    async undo(person: Person, guidelineId: GuidelineId, questionId: string): Promise<Question> {
      const grant = await reading(person, guidelineId);
      allow(canLead(grant), "questions/not-allowed", "Only owners take a decision back.");
      await holds.requireNone(guidelineId);
      const question = await find(guidelineId, questionId);
      const { definition } = question;
      const undone = (await store.entries(guidelineId, questionId)).find(({ id }) => id === question.entryId);
      if (undone === undefined)
        throw new AppError("questions/not-decided", 409, "There is nothing to take back.");
      const standing = { forBody: undone.bodyId, onBehalf: !person.bodies.includes(undone.bodyId as BodyId) };
      const guideline = await known(guidelineId);
      const set = undone.kind === "answered" ? undone.set : {};
      const resting = await restingValues(guideline, question, Object.keys(set));
      const isInText = undone.kind !== "deferred";
      const wording: readonly LineContent[] = isBlocking(definition)
        ? [{ attributes: { kind: "pending", ref: questionId }, spans: [] }]
        : (restingWording(definition) ?? []);
      await step(
        question,
        proposalOf(definition) === null ? "open" : "proposed",
        sign(person, standing, "", { kind: "undone" }),
        isInText
          ? () => ({
              ...edit(null, wording),
              variables: resting,
              untouched: Object.fromEntries(Object.entries(set).map(([name, value]) => [name, [value]])),
            })
          : null,
      );
      return service.read(guidelineId, questionId);
    },

    /** Puts decided wording where people had changed the text, because somebody has looked at it and wants it. */
    async takeOver(
      person: Person,
      guidelineId: GuidelineId,
      questionId: string,
      replaces: string | null,
    ): Promise<Question> {
      const grant = await reading(person, guidelineId);
      allow(canTakeOver(grant), "guidelines/not-allowed", "Your role does not allow writing in the draft.");
      const question = await find(guidelineId, questionId);
      const entry = (await store.entries(guidelineId, questionId)).find(({ id }) => id === question.entryId);
      if (entry === undefined || (entry.kind !== "answered" && entry.kind !== "notApplicable"))
        throw new AppError(
          "questions/not-decided",
          409,
          "Nothing has been decided that could be taken over.",
        );
      const wording = entry.kind === "answered" ? (entry.wording ?? []) : [];
      await store.intend(guidelineId, questionId, {
        ...edit(entry.id, wording),
        variables: entry.kind === "answered" ? entry.set : {},
        takeOver: { replaces },
      });
      await works.carryOut(guidelineId);
      const taken = await service.read(guidelineId, questionId);
      const state =
        taken.status === "answered"
          ? taken.decision.text
          : taken.status === "notApplicable"
            ? taken.exclusion.text
            : "done";
      if (state === "offered")
        throw new AppError("questions/text-changed", 409, "The text has changed since it was shown.");
      return taken;
    },

    async ask(person: Person, guidelineId: GuidelineId, request: OwnQuestionData): Promise<Question> {
      const grant = await reading(person, guidelineId);
      allow(canAsk(grant), "guidelines/not-allowed", "Your role does not allow adding questions.");
      const bodies = await identity.bodies();
      for (const id of request.askedOf)
        if (!bodies.some((body) => body.id === id))
          notFound("identity/body-not-found", "There is no such body.");
      await ensure(guidelineId);
      const index = (await known(guidelineId)).outline.findIndex(({ id }) => id === request.sectionId);
      if (index < 0) notFound("questions/section-not-found", "There is no such section in the text.");
      const inSection = (await store.ofGuideline(guidelineId)).filter(
        ({ sectionId, definition }) => sectionId === request.sectionId && definition.source === "own",
      );
      const question: StoredQuestion = {
        guidelineId,
        id: newId(),
        sectionId: request.sectionId,
        sectionKey: null,
        definition: ownDefinition(request),
        position: ownPosition(index, inSection.length),
        status: "open",
        entryId: null,
        dueOn: null,
        // Where it comes into the text: nothing of it stands there yet.
        passage: {
          section: request.sectionId,
          lines: [],
          fingerprint: "[]",
          after: request.after ?? AT_THE_END,
        },
        createdAt: clock.now().toISOString(),
      };
      const line: LineContent = { attributes: { kind: "pending", ref: question.id }, spans: [] };
      await store.add(question, request.blocking ? edit(null, [line]) : null, (tx) =>
        notices.asked(tx, question, person.id),
      );
      await tell(guidelineId, question.id);
      if (request.blocking) await works.carryOut(guidelineId);
      return service.read(guidelineId, question.id);
    },

    async setDue(
      person: Person,
      guidelineId: GuidelineId,
      questionId: string,
      dueOn: string | null,
    ): Promise<Question> {
      allow(
        canLead(await reading(person, guidelineId)),
        "questions/not-allowed",
        "Only owners set the day that a question is due.",
      );
      await find(guidelineId, questionId);
      await store.setDue(guidelineId, questionId, dueOn);
      await tell(guidelineId, questionId);
      return service.read(guidelineId, questionId);
    },

    /** Everything that was decided on a guideline, newest first. */
    async record(person: Person, guidelineId: GuidelineId): Promise<readonly RecordEntry[]> {
      await reading(person, guidelineId);
      return recordOf(await known(guidelineId), { store, identity });
    },

    /** What is asked of the person's bodies, on all guidelines that they take part in and that are not held. */
    async waitingFor(person: Person): Promise<readonly Waiting[]> {
      const mine = (await guidelines.service.list(person, false)).filter(({ role }) => role !== "reader");
      const ids = mine.map(({ id }) => id);
      const held = await store.held(ids);
      const questions = Map.groupBy(await store.ofGuidelines(ids), ({ guidelineId }) => guidelineId);
      const waiting: Waiting[] = [];
      for (const { id, title } of mine) {
        if (held.has(id)) continue;
        const guideline = await known(id);
        const titles = new Map(guideline.outline.map((section) => [section.id, section.title]));
        const asked = (questions.get(id) ?? []).filter(
          (question) => isUnanswered(question) && titles.has(question.sectionId),
        );
        for (const bodyId of person.bodies) {
          const own = asked.filter(({ definition }) => definition.askedOf.includes(bodyId));
          if (own.length === 0) continue;
          const dues = own.flatMap((question) => toView(question, [], new Map(), guideline).due?.on ?? []);
          waiting.push({
            guidelineId: id,
            title,
            bodyId,
            count: own.length,
            blocking: own.filter(({ definition }) => isBlocking(definition)).length,
            due: dues.sort()[0] ?? null,
            sections: [...new Set(own.map(({ sectionId }) => titles.get(sectionId) ?? ""))],
          });
        }
      }
      return waiting;
    },

    holdOf: holds.of,
    hold: holds.hold,
    lift: holds.lift,

    async read(guidelineId: GuidelineId, questionId: string): Promise<Question> {
      const question = await find(guidelineId, questionId);
      const entries = await store.entries(guidelineId, questionId);
      return toView(question, entries, await namesOf(identity, entries), await known(guidelineId));
    },

    /** Tells somebody who has come to a guideline what it asks of their bodies. */
    async welcome(personId: Person["id"], guidelineId: GuidelineId): Promise<void> {
      const person = await identity.person(personId);
      if (person === null || (await guidelines.grantOf(personId, guidelineId)) === null) return;
      await ensure(guidelineId);
      const asked = (await store.ofGuideline(guidelineId)).filter(isUnanswered);
      await store.transaction((tx) => notices.waiting(tx, guidelineId, asked, person));
    },

    /** Brings the questions in line with the sections of the text. */
    rearrange(guidelineId: GuidelineId): Promise<void> {
      const before = arranging.get(guidelineId) ?? Promise.resolve();
      const now = before.then(() => rearrangeNow(guidelineId));
      arranging.set(
        guidelineId,
        now.catch(() => {}),
      );
      return now;
    },

    /** Who may see the draft may see its questions. @throws AppError */
    reading,
    ensure,
    resume: () => works.resume(),
    async idle(): Promise<void> {
      await Promise.all(arranging.values());
      await works.idle();
    },
  };
  return service;

  async function ensure(guidelineId: GuidelineId): Promise<void> {
    if (!arranged.has(guidelineId)) await service.rearrange(guidelineId);
    else await arranging.get(guidelineId);
  }

  async function rearrangeNow(guidelineId: GuidelineId): Promise<void> {
    const guideline = await known(guidelineId);
    const setting = { ...guideline, representation: await identity.representation() };
    const sections = templates.sections(setting);
    const bodies = await identity.bodies();
    const present = await store.ofGuideline(guidelineId);
    const now = clock.now().toISOString();
    const { added, places } = await collab.look(guidelineId, (ydoc) =>
      arrange(ydoc, guidelineId, present, sections, bodies, now),
    );
    arranged.add(guidelineId);
    if (added.length === 0 && places.length === 0) return;
    // Who takes part from the beginning sees the questions anyway; who comes later is told then.
    const isNew = present.length === 0;
    await store.arrange(guidelineId, added, places, async (tx) => {
      if (!isNew) await notices.arranged(tx, guidelineId, added.filter(isUnanswered));
    });
    events.publish("questions:changed", { guidelineId, question: null });
  }

  async function reading(person: Person, guidelineId: GuidelineId): Promise<Grant> {
    const grant = await guidelines.grantOf(person.id, guidelineId);
    if (grant === null)
      return notFound("guidelines/not-found", "There is no such guideline, or you do not take part in it.");
    allow(canReadDraft(grant), "guidelines/not-allowed", "Your role on this guideline does not allow this.");
    return grant;
  }

  async function known(guidelineId: GuidelineId): Promise<StoredGuideline> {
    const guideline = await guidelines.find(guidelineId);
    return guideline ?? notFound("guidelines/not-found", "There is no such guideline.");
  }

  async function find(guidelineId: GuidelineId, questionId: string): Promise<StoredQuestion> {
    await ensure(guidelineId);
    const question = await store.find(guidelineId, questionId);
    return question ?? notFound("questions/not-found", "There is no such question on this guideline.");
  }

  /** A question that is still to be answered, and in whose name the person does so. @throws AppError */
  async function answering(
    person: Person,
    guidelineId: GuidelineId,
    questionId: string,
    onBehalfOf: BodyId | undefined,
  ) {
    const grant = await reading(person, guidelineId);
    const question = await find(guidelineId, questionId);
    const standing = standingOf(grant, person.bodies, question.definition.askedOf, onBehalfOf);
    if (standing === null)
      throw new AppError(
        "questions/not-allowed",
        403,
        "Only people of an asked body answer, or the owner in its place.",
      );
    await holds.requireNone(guidelineId);
    if (question.status === "answered" || question.status === "notApplicable") return decided(question);
    return { question, standing, guideline: await known(guidelineId) };
  }

  async function decided(question: StoredQuestion): Promise<never> {
    const { status, ...now } = await service.read(question.guidelineId, question.id);
    const words = status === "answered" && "decision" in now ? `: ${now.decision.inWords}` : "";
    throw new AppError("questions/decided", 409, `The question has been decided meanwhile${words}.`);
  }

  async function step(
    question: StoredQuestion,
    status: StoredQuestion["status"],
    entry: NewEntry,
    intent: ((entryId: number) => Intent) | null,
  ): Promise<void> {
    const owners = await guidelines.owners(question.guidelineId);
    const taken = await store.step(question, {
      status,
      entry,
      intent,
      async tell(tx, entryId) {
        await audit.record(
          tx,
          { actor: entry.personId, guideline: question.guidelineId },
          {
            kind: "question.decided",
            question: question.id,
            step: entry.kind,
            body: entry.bodyId,
            onBehalf: entry.onBehalf,
          },
        );
        await notices.stepped(tx, question, entry, entryId, owners);
      },
    });
    if (!taken) await decided(question);
    await tell(question.guidelineId, question.id);
    if (intent !== null) await works.carryOut(question.guidelineId);
  }

  function sign(
    person: Person,
    { forBody, onBehalf }: Standing,
    reason: string,
    detail: EntryDetail,
  ): NewEntry {
    return {
      at: clock.now().toISOString(),
      personId: person.id,
      bodyId: forBody,
      onBehalf,
      reason,
      ...detail,
    };
  }

  async function tell(guidelineId: GuidelineId, questionId: string): Promise<void> {
    const question = await service.read(guidelineId, questionId);
    events.publish("questions:changed", { guidelineId, question });
  }
}

/** An edit of the text with ids for its lines. */
function edit(entryId: number | null, wording: readonly LineContent[]): Intent {
  return {
    entryId,
    wording: [...wording],
    ids: Array.from({ length: countLines(wording) }, () => newId()),
    variables: {},
    untouched: {},
    takeOver: null,
  };
}
