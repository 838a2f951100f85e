import { Button, Group, Select, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LetterTextsDocument, SetLetterTextDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { languageNames, languages } from '../../i18n/i18n.ts'
import { Sheet } from '../../ui/Sheet.tsx'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'

const KINDS = ['REMINDER', 'NOTICE', 'DEMAND', 'EXTENSION', 'PLAN', 'PLAN_BROKEN', 'DISPUTE_ANSWER'] as const
type Kind = (typeof KINDS)[number]
type Language = Uppercase<(typeof languages)[number]>

/** A creditor's own words in its letters: staff set them when the creditor asks (O3). `of`: the one whose file is open. */
export function LetterTexts({ of }: { of: string }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<Kind>('REMINDER')
  const [language, setLanguage] = useState<Language>('FI')
  const [typed, setTyped] = useState<string | null>(null)
  const act = useAct(SetLetterTextDocument, ['LetterTexts'])
  const { data, fault, retry } = useLatest(LetterTextsDocument, { variables: { creditorBusinessId: of }, fresh: true })
  // What is said now is shown to be changed; it is never lost by writing over it unseen.
  const own = data?.letterTexts.find((one) => one.kind === kind && one.language === language)?.text ?? ''
  const text = typed ?? own
  const save = async () => {
    const answer = await act.run({ input: { creditorBusinessId: of, kind, language, text } })
    if (answer?.setLetterText.texts) setTyped(null)
  }
  return (
    <Sheet title={t('letterText.texts')} stacked>
      {fault && !data && <ErrorState fault={fault} onRetry={retry} />}
      {data?.letterTexts.length === 0 && <p className="muted">{t('letterText.noTexts')}</p>}
      {data?.letterTexts.map((own) => (
        <p key={`${own.kind} ${own.language}`} style={{ margin: 0 }}>
          <span className="muted">
            {t(`letterKind.${own.kind}`)}, {own.language}:
          </span>{' '}
          {own.text}
        </p>
      ))}
      <Group>
        <Select
          label={t('letterText.kind')}
          data={KINDS.map((value) => ({ value, label: t(`letterKind.${value}`) }))}
          value={kind}
          onChange={(value) => {
            setKind((value ?? 'REMINDER') as Kind)
            setTyped(null)
          }}
          allowDeselect={false}
          w={220}
        />
        <Select
          label={t('letterText.language')}
          data={languages.map((code) => ({ value: code.toUpperCase(), label: languageNames[code] }))}
          value={language}
          onChange={(value) => {
            setLanguage((value ?? 'FI') as Language)
            setTyped(null)
          }}
          allowDeselect={false}
          w={180}
        />
      </Group>
      <Textarea
        label={t('letterText.text')}
        description={t('letterText.textHint')}
        maxLength={600}
        autosize
        minRows={2}
        value={text}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {act.refusal && <RefusalNote problem={act.refusal} />}
      {act.fault && <ErrorState fault={act.fault} onRetry={save} />}
      <Group>
        <Button onClick={save} loading={act.busy} disabled={text.trim() === own}>
          {t('letterText.save')}
        </Button>
      </Group>
    </Sheet>
  )
}
