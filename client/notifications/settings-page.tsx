import { useSignal } from "@preact/signals";
import type { MailChoice, NotificationSettings, SettingsView, Topic } from "#shared/notifications.ts";
import { api, describeError } from "../shell/api.ts";
import { useForm } from "../shell/form.ts";
import { Page } from "../shell/page.tsx";
import { useQuery } from "../shell/query.ts";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { SelectField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { toast } from "../ui/toast.tsx";
import { notificationTexts } from "./texts.ts";
import "./notifications.css";

const PATH = "/api/notifications/settings";
/** What a night begins with for who switches it on. */
const USUAL_NIGHT = { from: "19:00", until: "07:00" };

/** What comes by mail, and when. */
export default function SettingsPage() {
  const t = notificationTexts();
  const found = useQuery<SettingsView>(PATH);
  return (
    <Page title={t.settingsTitle} lead={t.settingsLead}>
      {found.now.state === "loading" && <Skeleton lines={6} />}
      {found.now.state === "failed" && <Notice kind="error">{describeError(found.now.error)}</Notice>}
      {found.now.state === "loaded" && <SettingsForm view={found.now.value} />}
    </Page>
  );
}

function SettingsForm({ view }: { readonly view: SettingsView }) {
  const t = notificationTexts();
  const form = useForm();
  const settings = useSignal(view.settings);
  const now = settings.value;
  const change = (part: Partial<NotificationSettings>) => {
    settings.value = { ...settings.value, ...part };
  };
  const save = async () => {
    await api.put<SettingsView>(PATH, settings.value);
    toast(t.saved);
  };
  const night = now.quietNights;
  return (
    <form class="form form--wide settings" noValidate onSubmit={form.submit(() => ({}), save)}>
      {form.errors.sentence !== null && <Notice kind="error">{form.errors.sentence}</Notice>}
      {view.address === null && <Notice>{t.noMailServer}</Notice>}
      <Check
        label={t.mail}
        hint={view.address === null ? undefined : t.mailTo(view.address)}
        checked={now.mail}
        onChange={(mail) => change({ mail })}
      />
      {now.mail && (
        <>
          <fieldset class="form__group">
            <legend>{t.topicsTitle}</legend>
            <div class="topics">
              {(Object.keys(now.topics) as Topic[]).map((topic) => (
                <SelectField<MailChoice>
                  key={topic}
                  label={t.topics[topic]}
                  hint={t.topicHints[topic]}
                  name={topic}
                  value={now.topics[topic]}
                  options={(Object.keys(t.choices) as MailChoice[]).map((value) => ({
                    value,
                    label: t.choices[value],
                  }))}
                  onChange={(choice) => change({ topics: { ...now.topics, [topic]: choice } })}
                />
              ))}
            </div>
          </fieldset>
          <fieldset class="form__group">
            <legend>{t.timesTitle}</legend>
            <div class="times">
              <Time label={t.dailyAt} value={now.dailyAt} onChange={(dailyAt) => change({ dailyAt })} />
            </div>
            <Check
              label={t.nights}
              hint={t.nightsHint}
              checked={night !== null}
              onChange={(on) => change({ quietNights: on ? USUAL_NIGHT : null })}
            />
            {night !== null && (
              <div class="times times--inner">
                <Time
                  label={t.from}
                  value={night.from}
                  onChange={(from) => change({ quietNights: { ...night, from } })}
                />
                <Time
                  label={t.until}
                  value={night.until}
                  onChange={(until) => change({ quietNights: { ...night, until } })}
                />
              </div>
            )}
            <Check
              label={t.weekends}
              hint={t.weekendsHint}
              checked={now.quietWeekends}
              onChange={(quietWeekends) => change({ quietWeekends })}
            />
            <p class="field__hint">{t.timeZone(view.timeZone)}</p>
          </fieldset>
        </>
      )}
      <div class="form__actions">
        <Button type="submit" look="primary" disabled={form.busy}>
          {t.save}
        </Button>
      </div>
    </form>
  );
}

interface CheckProps {
  readonly label: string;
  readonly hint: string | undefined;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function Check({ label, hint, checked, onChange }: CheckProps) {
  return (
    <label class="choice">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
      {hint !== undefined && <span class="choice__hint">{hint}</span>}
    </label>
  );
}

interface TimeProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Full hours, and whatever was chosen before. */
function Time({ label, value, onChange }: TimeProps) {
  const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}:00`);
  const options = [...new Set([...hours, value])].sort().map((time) => ({ value: time, label: time }));
  return <SelectField label={label} name={label} value={value} options={options} onChange={onChange} />;
}
