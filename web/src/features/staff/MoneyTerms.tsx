import { Button, Group, Radio, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type AgencyInvoiceWay,
  type Language,
  MoneyTermsDocument,
  type MoneyTermsQuery,
  SetMoneyTermsDocument,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { useToday } from '../../api/viewer.ts'
import { readDecimal } from '../../format/decimal.ts'
import { groupIban } from '../../format/iban.ts'
import { languageNames, languages } from '../../i18n/i18n.ts'
import { ActModal } from '../../ui/ActModal.tsx'
import { DayInput } from '../../ui/DayInput.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'

type Terms = MoneyTermsQuery['moneyTerms']['now']

const WAYS = ['PAID', 'NETTED'] as const satisfies readonly AgencyInvoiceWay[]

const nameOf = (language: Language) => languageNames[language.toLowerCase() as (typeof languages)[number]]

function TermsFacts({ terms }: { terms: Terms }) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <Facts
      facts={[
        { name: t('moneyTerms.way'), value: t(`invoiceWay.${terms.way}`) },
        { name: t('moneyTerms.minimum'), value: formats.money(terms.minimum) },
        { name: t('moneyTerms.iban'), value: terms.iban && groupIban(terms.iban) },
        { name: t('moneyTerms.language'), value: nameOf(terms.language) },
      ]}
    />
  )
}

function TermsForm({ fileId, now, onClose }: { fileId: string; now: Terms; onClose: () => void }) {
  const { t } = useTranslation()
  const today = useToday()
  const act = useAct(SetMoneyTermsDocument, ['MoneyTerms'])
  const [validFrom, setValidFrom] = useState<string | null>(today ?? null)
  const [way, setWay] = useState<AgencyInvoiceWay>(now.way)
  const [iban, setIban] = useState(now.iban ?? '')
  const [minimum, setMinimum] = useState(now.minimum.amount.replace('.', ','))
  const [language, setLanguage] = useState<Language>(now.language)
  const cents = readDecimal(minimum)
  const submit = async () => {
    if (!validFrom || !cents) return
    const input = { companyFileId: fileId, validFrom, way, iban: iban.trim() || null, minimum: cents, language }
    if (await act.succeeds({ input })) onClose()
  }
  return (
    <ActModal
      title={t('moneyTerms.new')}
      act={t('moneyTerms.save')}
      consequences={[t('moneyTerms.consequence')]}
      onAct={submit}
      onClose={onClose}
      busy={act.busy}
      disabled={!validFrom || !cents}
      refusal={act.refusal}
      fault={act.fault}
    >
      <DayInput label={t('moneyTerms.validFrom')} value={validFrom} onChange={setValidFrom} />
      <Radio.Group label={t('moneyTerms.way')} value={way} onChange={(value) => setWay(value as AgencyInvoiceWay)}>
        <Stack gap={6} mt={6}>
          {WAYS.map((one) => (
            <Radio key={one} value={one} label={t(`invoiceWay.${one}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput
        label={t('moneyTerms.minimum')}
        value={minimum}
        inputMode="decimal"
        onChange={(event) => setMinimum(event.currentTarget.value)}
      />
      <TextInput label={t('moneyTerms.iban')} value={iban} onChange={(event) => setIban(event.currentTarget.value)} />
      <Select
        label={t('moneyTerms.language')}
        data={languages.map((code) => ({ value: code.toUpperCase(), label: languageNames[code] }))}
        value={language}
        onChange={(value) => value && setLanguage(value as Language)}
        allowDeselect={false}
      />
    </ActModal>
  )
}

/** What is agreed with a company about money: how invoices are paid, and what settlements are like. */
export function MoneyTerms({ fileId }: { fileId: string }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [editing, setEditing] = useState(false)
  const { data, fault, retry } = useLatest(MoneyTermsDocument, { variables: { companyFileId: fileId }, fresh: true })
  const terms = data?.moneyTerms
  if (fault && !terms) return <ErrorState fault={fault} onRetry={retry} />
  if (!terms) return <SkeletonRows label={t('shell.loading')} />
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Title order={2} fz="md">
          {t('moneyTerms.title')}
        </Title>
        <Button onClick={() => setEditing(true)}>{t('moneyTerms.new')}</Button>
      </Group>
      <section className="sheet sheet-padded" aria-label={t('moneyTerms.inForce')}>
        <Title order={3} fz="sm" mb="xs">
          {t('moneyTerms.inForce')}
        </Title>
        <TermsFacts terms={terms.now} />
      </section>
      {terms.agreed.length === 0 && <Text className="muted">{t('moneyTerms.house')}</Text>}
      {terms.agreed.map((one) => (
        <section key={one.madeAt} className="sheet sheet-padded">
          <Title order={3} fz="sm" mb="xs">
            {t('policy.from', { date: formats.date(one.validFrom) })}
          </Title>
          <TermsFacts terms={one} />
        </section>
      ))}
      {editing && <TermsForm fileId={fileId} now={terms.now} onClose={() => setEditing(false)} />}
    </Stack>
  )
}
