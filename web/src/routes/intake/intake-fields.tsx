import { Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Policy } from '../../client/queries';
import { Choice, YES_OR_NO } from '../../form/choice';
import { useFormWorld } from '../../form/context';
import { valueTitle } from '../../form/field-words';
import { MomentField, MoneyField } from '../../form/plain-fields';
import { valueAt, withValue } from '../../form/schema';
import { both } from '../../words/both';
import type { Bilingual } from '../../words/both';
import { useSay } from '../../words/language';
import type { IntakeData, Receipt } from './intake-data';
import { Receipts } from './receipts';
import { W } from './words';

const CHANNELS = ['phone', 'counter', 'visit', 'email', 'sms', 'web', 'letter'];
const PREFERS = ['phone', 'sms', 'email', 'visit'];
const DEMANDS = ['refund', 'exchange', 'repair', 'compensation', 'apology', 'other'] as const;

interface Props {
  data: IntakeData;
  policy: Policy;
  onChange: (data: IntakeData) => void;
}

/** The fields of an intake in the order in which a call brings them; what the policy needs is marked. */
export function IntakeFields({ data, policy, onChange }: Props): ReactNode {
  const say = useSay();
  const { faults } = useFormWorld();
  const needs = (path: string) => policy.intake.required.includes(path);
  const set = (path: string, value: unknown) => onChange(withValue(data, path.split('.'), value) as IntakeData);
  const at = (path: string) => valueAt(data, path.split('.'));
  const textAt = (path: string) => (typeof at(path) === 'string' ? (at(path) as string) : '');
  const input = (path: string, label: Bilingual) => ({
    label: say(label),
    'data-field': path,
    value: textAt(path),
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => set(path, currentTarget.value || undefined),
    withAsterisk: needs(path),
    error: faults[path] === undefined ? undefined : say(faults[path]),
  });
  const money = (path: string, label: Bilingual) => (
    <MoneyField
      path={path.split('.')}
      schema={{ type: 'integer' }}
      value={at(path)}
      isRequired={needs(path)}
      onChange={(value) => set(path, value)}
      shown={{ label: say(label), field: path, name: path, error: faults[path] && say(faults[path]) }}
    />
  );
  const moment = (path: string, label: Bilingual) => (
    <MomentField
      path={path.split('.')}
      schema={{ type: 'string', format: 'date-time' }}
      value={at(path)}
      isRequired={needs(path)}
      onChange={(value) => set(path, value)}
      shown={{ label: say(label), field: path, name: path, error: faults[path] && say(faults[path]) }}
    />
  );
  const { receipts = [] } = data;
  /** Each for itself or one amount, never both: what stood there is the first one's. */
  const setReceipts = (next: Receipt[]) => {
    const { receipts: _receipts, receiptFen, ...rest } = data;
    const [first = {}, ...others] = next;
    const kept = receiptFen === undefined ? next : [{ amountFen: receiptFen, ...first }, ...others];
    onChange(kept.length === 0 ? rest : { ...rest, receipts: kept });
  };
  return (
    <>
      <div className="pair">
        <TextInput {...input('complainant.phone', W.phone)} type="tel" inputMode="tel" autoComplete="off" autoFocus />
        <TextInput {...input('complainant.name', W.name)} autoComplete="off" />
      </div>
      <Textarea
        {...input('text', W.text)}
        description={say(W.textHelp)}
        withAsterisk
        autosize
        minRows={3}
        maxRows={14}
      />
      <CategoryField data={data} policy={policy} onChange={onChange} />
      <div className="pair">
        <Choice
          label={say(W.demand)}
          field="demand.kind"
          options={DEMANDS.map((value) => ({ value, title: W[value] }))}
          value={data.demand?.kind}
          isRequired={needs('demand.kind')}
          isLocked={false}
          fault={faults['demand.kind'] && say(faults['demand.kind'])}
          onChange={(value) => set('demand.kind', value)}
        />
        {money('demand.amountFen', W.amount)}
      </div>
      {policy.intake.fields.map((field) => (
        <PolicyField
          key={field.id}
          field={field}
          value={at(`fields.${field.id}`)}
          onChange={(v) => set(`fields.${field.id}`, v)}
        />
      ))}
      <details className="more-fields" open={hasMore(data) || policy.intake.required.some((path) => MORE.test(path))}>
        <summary>{say(W.more)}</summary>
        <div className="more-grid">
          <TextInput {...input('outside.body', W.outsideBody)} />
          <TextInput {...input('outside.number', W.outsideNumber)} />
          {moment('outside.dueAt', W.outsideDue)}
          {moment('occurredAt', W.occurredAt)}
          <TextInput {...input('product', W.product)} />
          {receipts.length === 0 && money('receiptFen', W.receipt)}
          <TextInput {...input('complainant.account', W.account)} />
          <TextInput {...input('complainant.email', W.email)} type="email" autoComplete="off" />
          <Select
            label={say(W.department)}
            data-field="respondent.department"
            data={policy.departments.map(({ id, title }) => ({ value: id, label: say(title) }))}
            value={data.respondent?.department ?? null}
            onChange={(value) => set('respondent.department', value ?? undefined)}
            searchable
            clearable
          />
          <TextInput {...input('respondent.supplier', W.supplier)} />
          <Receipts receipts={receipts} onChange={setReceipts} />
          <SimpleSelect
            name="channel"
            label={W.channel}
            values={CHANNELS}
            value={data.channel}
            onChange={(v) => set('channel', v)}
          />
          <SimpleSelect
            name="prefers"
            label={W.prefers}
            values={PREFERS}
            value={data.complainant?.prefers}
            onChange={(v) => set('complainant.prefers', v)}
          />
          <Choice
            label={say(W.language)}
            options={[
              { value: 'zh', title: W.chinese },
              { value: 'en', title: W.english },
            ]}
            value={data.language}
            isRequired
            isLocked={false}
            onChange={(value) => set('language', value)}
          />
        </div>
      </details>
    </>
  );
}

const MORE = /^(outside|occurredAt|product|receiptFen|receipts|respondent|complainant\.(account|email))/;

function hasMore({ outside, occurredAt, product, receiptFen, receipts, respondent, complainant }: IntakeData): boolean {
  return [
    outside,
    occurredAt,
    product,
    receiptFen,
    receipts,
    respondent,
    complainant?.account,
    complainant?.email,
  ].some((one) => one !== undefined);
}

function SimpleSelect({
  name,
  label,
  values,
  value,
  onChange,
}: {
  name: string;
  label: Bilingual;
  values: readonly string[];
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}): ReactNode {
  const say = useSay();
  return (
    <Select
      label={say(label)}
      data={values.map((one) => ({ value: one, label: say(valueTitle(name, one) ?? both(one, one)) }))}
      value={value ?? null}
      onChange={(chosen) => onChange(chosen ?? undefined)}
    />
  );
}

/** One box over all categories: found by Chinese, English or pinyin initials, with the way down to each. */
function CategoryField({ data, policy, onChange }: Props): ReactNode {
  const say = useSay();
  const { faults } = useFormWorld();
  const [search, setSearch] = useState('');
  const known = new Map(policy.categories.map((one) => [one.id, one]));
  const labelOf = (id: string): string => {
    const one = known.get(id);
    if (one === undefined) return '';
    return one.within === undefined ? say(one.title) : `${labelOf(one.within)} › ${say(one.title)}`;
  };
  const choosable = policy.categories.filter(({ heading }) => heading === undefined);
  const remedies = known.get(data.category ?? '')?.remedies ?? [];
  const fault = faults['category'];
  return (
    <div>
      <Select
        label={say(W.category)}
        data-field="category"
        data={choosable.map(({ id }) => ({ value: id, label: labelOf(id) }))}
        value={data.category ?? null}
        onChange={(category) => onChange({ ...data, ...(category === null ? {} : { category }) })}
        searchValue={search}
        onSearchChange={setSearch}
        filter={({ options, search: typed }) => {
          const wanted = typed.trim().toLowerCase();
          return options.filter((option) => {
            if (!('value' in option)) return false;
            const one = known.get(option.value);
            const words = [option.label, one?.title.zh, one?.title.en, initialsOf(one)];
            return words.some((word) => word?.toLowerCase().includes(wanted) === true);
          });
        }}
        searchable
        selectFirstOptionOnChange
        withAsterisk
        error={fault && say(fault)}
      />
      {remedies.length > 0 && <p className="help">{remedies.map(({ title }) => say(title)).join(' · ')}</p>}
    </div>
  );
}

function initialsOf(category: object | undefined): string | undefined {
  const { initials } = (category ?? {}) as { initials?: unknown };
  return typeof initials === 'string' ? initials : undefined;
}

type OwnField = Policy['intake']['fields'][number];

/** A field that the policy itself asks for. */
function PolicyField({
  field,
  value,
  onChange,
}: {
  field: OwnField;
  value: unknown;
  onChange: (value: unknown) => void;
}): ReactNode {
  const say = useSay();
  const { faults } = useFormWorld();
  const path = `fields.${field.id}`;
  const fault = faults[path] && say(faults[path]);
  const oneOf = optionsOf(field);
  if (field.type === 'boolean' || oneOf !== undefined)
    return (
      <Choice
        label={say(field.title)}
        help={field.help && say(field.help)}
        fault={fault}
        field={path}
        options={oneOf ?? YES_OR_NO}
        value={shownOf(value)}
        isRequired={field.required}
        isLocked={false}
        onChange={(v) => onChange(v === undefined ? undefined : field.type === 'boolean' ? v === 'true' : v)}
      />
    );
  return (
    <TextInput
      label={say(field.title)}
      description={field.help && say(field.help)}
      error={fault}
      data-field={path}
      value={shownOf(value) ?? ''}
      onChange={({ currentTarget }) => {
        const typed = currentTarget.value;
        const number = Number(typed);
        onChange(typed === '' ? undefined : field.type === 'number' && !Number.isNaN(number) ? number : typed);
      }}
      withAsterisk={field.required}
    />
  );
}

/** What may be chosen, by title where the policy gives one. */
function optionsOf(field: OwnField): { value: string; title: Bilingual }[] | undefined {
  const { oneOf } = field as { oneOf?: readonly (string | { value: string; title: Bilingual })[] };
  return oneOf?.map((one) => (typeof one === 'string' ? { value: one, title: both(one, one) } : one));
}

function shownOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}
