import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import {
  MakePrintBatchDocument,
  MarkPrintedDocument,
  PrintDayDocument,
  type PrintDayQuery,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { DayInput } from '../../ui/DayInput.tsx'
import { Figures } from '../../ui/Figures.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { PaperLink } from '../../ui/PaperLink.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { EmptyState, ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { deskPath } from './desk.ts'
import { MailState } from './MailState.tsx'

type Batch = PrintDayQuery['printDay']['batches'][number]
type Letter = PrintDayQuery['staffLetters']['nodes'][number]

/** The letters of a day: what waits for the printer, the files made of it, and every letter with its paper. */
export function Printing() {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const on = url.get('on')
  const { data, fault, stale, retry } = useLatest(PrintDayDocument, {
    variables: { on, first: 50, after: url.get('after') },
    fresh: true,
  })
  const make = useAct(MakePrintBatchDocument, ['PrintDay'])
  if (fault && !data) return <ErrorState fault={fault} onRetry={retry} />
  if (!data) return <SkeletonRows label={t('printing.tab')} />
  const { printDay, staffLetters } = data
  const makeBatch = async () => {
    await make.run({ input: { on: printDay.on } })
  }
  return (
    <Stack gap="md">
      <Group align="flex-end">
        <DayInput
          label={t('printing.day')}
          value={printDay.on}
          onChange={(day) => url.set({ on: day, after: null })}
          w={180}
        />
        <Button
          leftSection={<IconPrinter size={16} />}
          onClick={makeBatch}
          loading={make.busy}
          disabled={printDay.waiting === 0}
        >
          {t('printing.make')}
        </Button>
      </Group>
      {make.refusal && <RefusalNote problem={make.refusal} />}
      {make.fault && <ErrorState fault={make.fault} onRetry={makeBatch} />}
      <Figures
        label={t('printing.tab')}
        figures={[
          { name: t('printing.waiting'), value: formats.count(printDay.waiting) },
          { name: t('printing.inBatches'), value: formats.count(printDay.inBatches) },
          { name: t('printing.emailed'), value: formats.count(printDay.emailed) },
        ]}
      />
      {printDay.batches.length > 0 && <Batches batches={printDay.batches} />}
      <Letters letters={staffLetters.nodes} stale={stale} />
      <Pager pageInfo={staffLetters.pageInfo} shown={staffLetters.nodes.length} />
      <Text className="muted">
        {t('printing.ownTexts')}{' '}
        <Anchor component={Link} to={deskPath('companies')} underline="always">
          {t('companyFile.tab')}
        </Anchor>
      </Text>
    </Stack>
  )
}

/** The files that wait come first; each is marked when its letters have gone to print. */
function Batches({ batches }: { batches: readonly Batch[] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const mark = useAct(MarkPrintedDocument, ['PrintDay'])
  const columns: LedgerColumn<Batch>[] = [
    { id: 'paper', header: t('printing.batch'), card: 'title', cell: ({ url }) => <PaperLink url={url} /> },
    {
      id: 'letters',
      header: t('printing.letterCount'),
      number: true,
      card: 'fact',
      cell: ({ letters }) => formats.count(letters),
    },
    { id: 'pages', header: t('printing.pages'), number: true, card: 'fact', cell: ({ pages }) => formats.count(pages) },
    { id: 'made', header: t('printing.made'), card: 'fact', cell: ({ madeAt }) => formats.moment(madeAt) },
    {
      id: 'printed',
      header: t('printing.printed'),
      card: 'fact',
      cell: ({ id, printedAt }) =>
        printedAt ? (
          formats.moment(printedAt)
        ) : (
          <Button
            size="compact-xs"
            variant="default"
            loading={mark.busy}
            onClick={() => void mark.run({ input: { batchId: id } })}
          >
            {t('printing.mark')}
          </Button>
        ),
    },
  ]
  return (
    <Stack gap="xs">
      <LedgerTable
        label={t('printing.batch')}
        columns={columns}
        rows={batches}
        rowId={({ id }) => id}
        empty={null}
        height="260px"
      />
      {mark.refusal && <RefusalNote problem={mark.refusal} />}
      {mark.fault && <ErrorState fault={mark.fault} />}
    </Stack>
  )
}

function Letters({ letters, stale }: { letters: readonly Letter[]; stale: boolean }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const printedText = ({ channel, printedAt }: Letter) => {
    if (channel === 'EMAIL') return '–'
    return printedAt ? formats.moment(printedAt) : t('printing.notPrinted')
  }
  const columns: LedgerColumn<Letter>[] = [
    { id: 'debtor', header: t('column.debtor'), card: 'title', cell: ({ debtorName }) => debtorName },
    { id: 'postCode', header: t('printing.postCode'), cell: ({ postCode }) => postCode },
    { id: 'creditor', header: t('staff.creditor'), card: 'fact', cell: ({ creditorName }) => creditorName },
    { id: 'invoice', header: t('column.invoice'), cell: ({ invoiceNumber }) => invoiceNumber },
    { id: 'kind', header: t('letter.kind'), card: 'fact', cell: ({ kind }) => t(`letterKind.${kind}`) },
    {
      id: 'channel',
      header: t('letter.channel'),
      card: 'fact',
      cell: ({ mail, channel }) => (mail ? <MailState mail={mail} brief /> : t(`channel.${channel}`)),
    },
    {
      id: 'total',
      header: t('letter.total'),
      number: true,
      card: 'value',
      cell: ({ total }) => formats.money(total),
    },
    { id: 'printed', header: t('printing.printed'), card: 'fact', cell: printedText },
    {
      id: 'paper',
      header: t('letter.paper'),
      card: 'fact',
      cell: ({ url }) => url && <PaperLink url={url}>PDF</PaperLink>,
    },
  ]
  return (
    <LedgerTable
      label={t('letter.letters')}
      columns={columns}
      rows={letters}
      rowId={({ id }) => id}
      stale={stale}
      empty={<EmptyState title={t('printing.none.title')}>{t('printing.none.text')}</EmptyState>}
    />
  )
}
