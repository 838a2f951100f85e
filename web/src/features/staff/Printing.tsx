import { Button, Group, Stack, Title } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import {
  MakePrintBatchDocument,
  MarkPrintedDocument,
  PrintDayDocument,
  type PrintDayQuery,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { Figures } from '../../ui/Figures.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { PaperLink } from '../../ui/PaperLink.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { EmptyState, ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { LetterTexts } from './LetterTexts.tsx'
import { MailState } from './MailState.tsx'

type Batch = PrintDayQuery['printDay']['batches'][number]
type Letter = PrintDayQuery['staffLetters']['nodes'][number]

/** The letters of a day: what waits for the printer, the files made of it, and every letter with its paper. */
export function Printing() {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const on = url.get('on')
  const { data, fault, retry } = useLatest(PrintDayDocument, {
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
        <DateInput
          label={t('printing.day')}
          valueFormat={formats.dayPattern}
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
      <Letters letters={staffLetters.nodes} />
      <Pager pageInfo={staffLetters.pageInfo} shown={staffLetters.nodes.length} />
      <LetterTexts />
    </Stack>
  )
}

function Batches({ batches }: { batches: readonly Batch[] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const mark = useAct(MarkPrintedDocument, ['PrintDay'])
  return (
    <section className="sheet sheet-padded scroll-x">
      <table className="small-table" style={{ width: '100%' }}>
        <thead>
          <tr>
            <th scope="col">{t('printing.batch')}</th>
            <th scope="col" className="number">
              {t('printing.letterCount')}
            </th>
            <th scope="col" className="number">
              {t('printing.pages')}
            </th>
            <th scope="col">{t('printing.made')}</th>
            <th scope="col">{t('printing.printed')}</th>
          </tr>
        </thead>
        <tbody>
          {batches.map((batch) => (
            <tr key={batch.id}>
              <td>
                <PaperLink url={batch.url} />
              </td>
              <td className="number">{formats.count(batch.letters)}</td>
              <td className="number">{formats.count(batch.pages)}</td>
              <td>{formats.moment(batch.madeAt)}</td>
              <td>
                {batch.printedAt ? (
                  formats.moment(batch.printedAt)
                ) : (
                  <Button
                    size="compact-xs"
                    variant="default"
                    loading={mark.busy}
                    onClick={() => void mark.run({ input: { batchId: batch.id } })}
                  >
                    {t('printing.mark')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {mark.refusal && <RefusalNote problem={mark.refusal} />}
      {mark.fault && <ErrorState fault={mark.fault} />}
    </section>
  )
}

function Letters({ letters }: { letters: readonly Letter[] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const printedText = ({ channel, printedAt }: Letter) => {
    if (channel === 'EMAIL') return '–'
    return printedAt ? formats.moment(printedAt) : t('printing.notPrinted')
  }
  if (letters.length === 0) return <EmptyState title={t('printing.none.title')}>{t('printing.none.text')}</EmptyState>
  return (
    <section className="sheet sheet-padded scroll-x">
      <Title order={2} fz="sm" mb="xs">
        {t('letter.letters')}
      </Title>
      <table className="small-table" style={{ width: '100%' }}>
        <thead>
          <tr>
            <th scope="col">{t('printing.postCode')}</th>
            <th scope="col">{t('column.debtor')}</th>
            <th scope="col">{t('staff.creditor')}</th>
            <th scope="col">{t('column.invoice')}</th>
            <th scope="col">{t('letter.kind')}</th>
            <th scope="col">{t('letter.channel')}</th>
            <th scope="col" className="number">
              {t('letter.total')}
            </th>
            <th scope="col">{t('printing.printed')}</th>
            <th scope="col" aria-label={t('letter.pdf')} />
          </tr>
        </thead>
        <tbody>
          {letters.map((letter) => (
            <tr key={letter.id}>
              <td>{letter.postCode}</td>
              <td>{letter.debtorName}</td>
              <td>{letter.creditorName}</td>
              <td>{letter.invoiceNumber}</td>
              <td>{t(`letterKind.${letter.kind}`)}</td>
              <td>{letter.mail ? <MailState mail={letter.mail} /> : t(`channel.${letter.channel}`)}</td>
              <td className="number">{formats.money(letter.total)}</td>
              <td>{printedText(letter)}</td>
              <td>{letter.url && <PaperLink url={letter.url}>PDF</PaperLink>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
