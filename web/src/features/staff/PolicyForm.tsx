import { Checkbox, Group, NumberInput, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type LadderEnd, type PolicyChannel, SetPolicyDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useToday } from '../../api/viewer.ts'
import { readDecimal } from '../../format/decimal.ts'
import { ActModal } from '../../ui/ActModal.tsx'
import { DayInput } from '../../ui/DayInput.tsx'
import type { LadderPolicy } from './CompanyFilePage.tsx'

interface PolicyFormProps {
  fileId: string
  newest: LadderPolicy
  onClose: () => void
}

const ENDS = ['LEGAL_DECISION', 'SURVEILLANCE', 'GIVE_UP'] as const satisfies readonly LadderEnd[]
const CHANNELS = ['AUTO', 'PRINT'] as const satisfies readonly PolicyChannel[]

/** A new version of a company's policy, from the newest one. */
export function PolicyForm({ fileId, newest, onClose }: PolicyFormProps) {
  const { t } = useTranslation()
  const today = useToday()
  const run = useAct(SetPolicyDocument, ['StaffCompanyFile'])
  const [validFrom, setValidFrom] = useState<string | null>(today ?? null)
  const [rules, setRules] = useState(newest.rules.map((rule) => ({ ...rule, minimum: rule.minimum.amount })))
  const [last, setLast] = useState<LadderEnd>(newest.last)
  const [legalMinimum, setLegalMinimum] = useState(newest.legalMinimum.amount)
  const change = (step: string, more: Partial<(typeof rules)[number]>) =>
    setRules(rules.map((rule) => (rule.step === step ? { ...rule, ...more } : rule)))
  const sums = [...rules.map(({ minimum }) => minimum), legalMinimum].map(readDecimal)

  const submit = async () => {
    if (!validFrom) return
    const wanted = rules.map(({ step, taken, afterDays, channel, minimum }) => {
      return { step, taken, afterDays, channel, minimum: readDecimal(minimum) ?? '0' }
    })
    const input = {
      companyFileId: fileId,
      validFrom,
      rules: wanted,
      last,
      legalMinimum: readDecimal(legalMinimum) ?? '0',
    }
    if (await run.succeeds({ input })) onClose()
  }

  return (
    <ActModal
      title={t('policy.new')}
      act={t('policy.save')}
      consequences={[t('policy.consequence'), t('policy.law')]}
      onAct={submit}
      onClose={onClose}
      busy={run.busy}
      fault={run.fault}
      refusal={run.refusal}
      disabled={!validFrom || sums.includes(undefined)}
      size="lg"
    >
      <DayInput label={t('policy.validFrom')} value={validFrom} onChange={setValidFrom} w={200} />
      {rules.map((rule) => (
        <fieldset key={rule.step} style={{ border: 0, padding: 0, margin: 0 }}>
          <legend className="small">{t(`ladderState.${rule.step}`)}</legend>
          <Group align="flex-end" gap="xs">
            <Checkbox
              label={t('policy.taken')}
              checked={rule.taken}
              onChange={(event) => change(rule.step, { taken: event.currentTarget.checked })}
            />
            <NumberInput
              label={t('policy.afterDays')}
              size="xs"
              w={120}
              min={0}
              max={180}
              allowDecimal={false}
              value={rule.afterDays}
              onChange={(value) => change(rule.step, { afterDays: Number(value) || 0 })}
            />
            <Select
              label={t('policy.channel')}
              size="xs"
              w={170}
              allowDeselect={false}
              value={rule.channel}
              onChange={(value) => value && change(rule.step, { channel: value as PolicyChannel })}
              data={CHANNELS.map((value) => ({ value, label: t(`policyChannel.${value}`) }))}
            />
            <TextInput
              label={t('policy.minimum')}
              size="xs"
              w={120}
              inputMode="decimal"
              value={rule.minimum}
              onChange={(event) => change(rule.step, { minimum: event.currentTarget.value })}
            />
          </Group>
        </fieldset>
      ))}
      <Group align="flex-end">
        <Select
          label={t('policy.last')}
          w={260}
          allowDeselect={false}
          value={last}
          onChange={(value) => value && setLast(value as LadderEnd)}
          data={ENDS.map((value) => ({ value, label: t(`ladderEnd.${value}`) }))}
        />
        <TextInput
          label={t('policy.legalMinimum')}
          inputMode="decimal"
          w={220}
          value={legalMinimum}
          onChange={(event) => setLegalMinimum(event.currentTarget.value)}
        />
      </Group>
    </ActModal>
  )
}
