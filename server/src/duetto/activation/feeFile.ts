import { formatDecimal, type Money } from '../../kernel/money.ts'
import type { HttpDocument } from '../../platform/http/documents.ts'
import { mm, PAGE, Paper, QUIET } from '../../platform/print/paper.ts'
import type { FeeStatement } from './fee.store.ts'
import type { FeeKind, FeeLine } from './fee.ts'

const languages = ['fi', 'sv', 'en'] as const
type FeeLanguage = (typeof languages)[number]

type Words = Readonly<
  Record<'title' | 'businessId' | 'day' | 'fee' | 'count' | 'net' | 'percent' | 'vat' | 'gross' | 'total', string>
> &
  Readonly<Record<FeeKind, string>>

const WORDS: Readonly<Record<FeeLanguage, Words>> = {
  fi: {
    ...{ title: 'Palvelumaksut', businessId: 'Y-tunnus', day: 'Päivä', fee: 'Maksu', count: 'Määrä', net: 'Veroton' },
    ...{ percent: 'Alv-%', vat: 'Alv', gross: 'Verollinen', total: 'Yhteensä' },
    REMINDER_TRANSFER: 'Siirtomaksu, muistutuspalvelu',
    COLLECTION_TRANSFER: 'Siirtomaksu, perintäpalvelu',
    RECALL: 'Peruutusmaksu',
    CANCELLED_COSTS: 'Peruutetun toimeksiannon kulut',
  },
  sv: {
    ...{
      title: 'Serviceavgifter',
      businessId: 'FO-nummer',
      day: 'Dag',
      fee: 'Avgift',
      count: 'Antal',
      net: 'Utan moms',
    },
    ...{ percent: 'Moms-%', vat: 'Moms', gross: 'Med moms', total: 'Totalt' },
    REMINDER_TRANSFER: 'Överföringsavgift, påminnelsetjänsten',
    COLLECTION_TRANSFER: 'Överföringsavgift, indrivningstjänsten',
    RECALL: 'Återkallelseavgift',
    CANCELLED_COSTS: 'Kostnader för återkallat uppdrag',
  },
  en: {
    ...{ title: 'Service fees', businessId: 'Business ID', day: 'Day', fee: 'Fee', count: 'Count', net: 'Without VAT' },
    ...{ percent: 'VAT %', vat: 'VAT', gross: 'With VAT', total: 'Total' },
    REMINDER_TRANSFER: 'Transfer fee, reminder service',
    COLLECTION_TRANSFER: 'Transfer fee, collection service',
    RECALL: 'Recall fee',
    CANCELLED_COSTS: 'Costs of the recalled assignment',
  },
}

/** `<company>.<YYYY-MM>` is in Finnish, `<company>.<YYYY-MM>.sv` in Swedish. Undefined for an id that names no statement. */
export function readFeeId(id: string): { company: string; month: string; language: FeeLanguage } | undefined {
  const [company = '', month = '', language = 'fi', ...rest] = id.split('.')
  const known = languages.find((one) => one === language)
  return known && rest.length === 0 ? { company, month, language: known } : undefined
}

export async function feeFile(
  statement: FeeStatement,
  language: FeeLanguage,
  ending: 'pdf' | 'csv',
): Promise<HttpDocument> {
  const content = ending === 'pdf' ? await feePdf(statement, language) : feeCsv(statement, language)
  return { content, name: `fees-${statement.month}-${statement.creditor.businessId}` }
}

function tableOf({ lines, sums }: FeeStatement, words: Words): { head: string[]; rows: string[][]; total: string[] } {
  const decimal = (amount: Money) => formatDecimal(amount).replace('.', ',')
  const name = ({ kind, invoiceNumber }: FeeLine) => (invoiceNumber ? `${words[kind]} ${invoiceNumber}` : words[kind])
  return {
    head: [words.day, words.fee, words.count, words.net, words.percent, words.vat, words.gross],
    rows: lines.map((line) => [
      line.on.split('-').reverse().map(Number).join('.'),
      name(line),
      String(line.count),
      decimal(line.net),
      line.vatPercent.replace('.', ','),
      decimal(line.vat),
      decimal({ ...line.net, minor: line.net.minor + line.vat.minor }),
    ]),
    total: [words.total, '', '', decimal(sums.net), '', decimal(sums.vat), decimal(sums.total)],
  }
}

/** UTF-8 with its mark, semicolons and decimal commas, as Finnish spreadsheets read it. */
function feeCsv(statement: FeeStatement, language: FeeLanguage): Buffer {
  const { head, rows, total } = tableOf(statement, WORDS[language])
  const cell = (text: string) => (/[";\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const text = [head, ...rows, total].map((row) => row.map(cell).join(';')).join('\r\n')
  return Buffer.from(`\ufeff${text}\r\n`, 'utf8')
}

/** From the left edge and width in millimetres. */
const COLUMNS = [
  [20, 20],
  [40, 62],
  [102, 14],
  [116, 20],
  [136, 16],
  [152, 18],
  [170, 20],
] as const

function feePdf(statement: FeeStatement, language: FeeLanguage): Promise<Buffer> {
  const words = WORDS[language]
  const { month, creditor } = statement
  const [year, number] = month.split('-')
  const title = `${words.title} ${Number(number)}/${year}`
  const paper = new Paper({ title, language, createdAt: new Date(`${month}-01T00:00:00Z`) })
  paper.write('Duetto', { size: 9, colour: QUIET, gap: mm(4) })
  paper.write(title, { size: 16, weight: 'bold', gap: mm(2) })
  paper.write(`${creditor.name}, ${words.businessId} ${creditor.businessId}`, { size: 10, gap: mm(5) })
  const { head, rows, total } = tableOf(statement, words)
  const print = (cells: readonly string[], style: { weight?: 'bold'; colour?: string } = {}) => {
    const heights = COLUMNS.map(([, width], at) =>
      paper.height(cells[at] ?? '', { size: 8, ...style, width: mm(width) }),
    )
    for (const [at, [x, width]] of COLUMNS.entries()) {
      const align = at < 2 ? 'left' : 'right'
      paper.put(cells[at] ?? '', mm(x), paper.y, { size: 8, ...style, width: mm(width), align })
    }
    paper.y += Math.max(...heights) + mm(1.4)
  }
  const printHead = () => {
    print(head, { colour: QUIET })
    paper.rule(paper.y)
    paper.y += mm(2)
  }
  printHead()
  for (const cells of rows) {
    const before = paper.y
    paper.room(mm(8))
    if (paper.y < before) printHead()
    print(cells)
  }
  paper.room(mm(10))
  paper.rule(paper.y)
  paper.y += mm(2)
  print([`${total[0]} ${statement.sums.total.currency}`, ...total.slice(1)], { weight: 'bold' })
  paper.onEveryPage((page, of) => {
    paper.put(`${page} / ${of}`, PAGE.left, PAGE.bottom, { size: 7, colour: QUIET, align: 'right' })
  })
  return paper.bytes()
}
