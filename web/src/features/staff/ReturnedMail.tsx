import { Alert, Button, Group, Stack, Textarea } from '@mantine/core'
import { IconCircleCheck, IconMailX, IconMapPin } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import {
  ReturnedMailDocument,
  type ReturnedRowFragment,
  ReturnMailDocument,
  type ReturnVerdict,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { StateWord } from '../../ui/badges.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'

type Row = ReturnedRowFragment & { index?: number }

const LOOKS = {
  READY: ['blue', IconMapPin],
  MARKED: ['green', IconCircleCheck],
  TWICE: ['grey', IconMailX],
  UNKNOWN: ['red', IconMailX],
  CLOSED: ['grey', IconMailX],
  ALREADY: ['grey', IconMailX],
  NOT_HERE: ['amber', IconMailX],
} as const satisfies Record<ReturnVerdict, unknown>

function useColumns(): LedgerColumn<Row>[] {
  const { t } = useTranslation()
  const formats = useFormats()
  return useMemo(
    () => [
      {
        id: 'given',
        header: t('returned.given'),
        cell: ({ given }) => (given.length > 24 ? `…${given.slice(-24)}` : given),
        card: 'title',
      },
      {
        id: 'verdict',
        header: t('returned.verdict'),
        cell: ({ verdict }) => <StateWord look={LOOKS[verdict]} word={t(`returnVerdict.${verdict}`)} />,
        card: 'fact',
      },
      { id: 'debtor', header: t('column.debtor'), cell: ({ debtorName }) => debtorName ?? '–', card: 'fact' },
      { id: 'creditor', header: t('staff.creditor'), cell: ({ creditorName }) => creditorName ?? '–' },
      { id: 'invoice', header: t('column.invoice'), cell: ({ invoiceNumber }) => invoiceNumber ?? '–' },
      { id: 'state', header: t('returned.state'), cell: ({ state }) => (state ? t(`ladderState.${state}`) : '–') },
      {
        id: 'letterOn',
        header: t('returned.letterOn'),
        cell: ({ lastLetterOn }) => (lastLetterOn ? formats.date(lastLetterOn) : '–'),
      },
    ],
    [t, formats],
  )
}

/** What the post brought back, as a list: each line is judged before anything is marked. */
export function ReturnedMail() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const columns = useColumns()
  const [text, setText] = useState('')
  const [checked, setChecked] = useState<readonly string[] | null>(null)
  const [marked, setMarked] = useState<readonly Row[] | null>(null)
  const { data, fault, retry } = useLatest(ReturnedMailDocument, {
    variables: { input: { letters: [...(checked ?? [])] } },
    skip: checked === null,
    fresh: true,
  })
  const act = useAct(ReturnMailDocument)
  const judged = checked === null ? undefined : data?.returnedMail
  const rows = marked ?? judged?.letters ?? undefined
  const ready = judged?.letters?.filter(({ verdict }) => verdict === 'READY').length ?? 0
  const mark = async () => {
    const done = await act.run({ input: { letters: [...(checked ?? [])] } })
    if (done?.returnMail.letters) setMarked(done.returnMail.letters)
  }
  const again = () => {
    setText('')
    setChecked(null)
    setMarked(null)
  }
  const open = ({ assignmentId }: Row) => {
    if (assignmentId) navigate(`/staff/assignments/${encodeURIComponent(assignmentId)}`)
  }
  return (
    <Stack gap="md">
      <Textarea
        label={t('returned.list')}
        description={t('returned.hint')}
        autosize
        minRows={4}
        maxRows={14}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setChecked(null)
          setMarked(null)
        }}
        maw={620}
      />
      <Group>
        <Button
          variant={ready > 0 ? 'default' : 'filled'}
          disabled={text.trim() === '' || marked !== null}
          onClick={() => setChecked(text.split(/[\n;,]+/))}
        >
          {t('returned.check')}
        </Button>
        {marked === null && ready > 0 && (
          <Button onClick={mark} loading={act.busy}>
            {t('returned.mark', { count: ready })}
          </Button>
        )}
        {marked !== null && (
          <Button variant="default" onClick={again}>
            {t('returned.again')}
          </Button>
        )}
      </Group>
      {marked === null && ready > 0 && <span className="small muted">{t('returned.consequence')}</span>}
      {marked !== null && (
        <Alert color="green" icon={<IconCircleCheck size={18} />} role="status">
          {t('returned.done', { count: marked.filter(({ verdict }) => verdict === 'MARKED').length })}
        </Alert>
      )}
      {judged?.error && <RefusalNote problem={judged.error} />}
      {fault && <ErrorState fault={fault} onRetry={retry} />}
      {act.fault && <ErrorState fault={act.fault} />}
      {rows && rows.length > 0 && (
        <LedgerTable
          label={t('returned.list')}
          columns={columns}
          rows={rows.map((row, index) => ({ ...row, index }))}
          rowId={(row) => String(row.index)}
          onOpen={open}
          empty={null}
        />
      )}
    </Stack>
  )
}
