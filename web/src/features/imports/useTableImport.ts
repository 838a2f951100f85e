import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  ImportTableDocument,
  type Language,
  type TableKind,
  type TableMappingInput,
  type TableRowsFragment,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { importQueue } from './importQueue.ts'
import { fieldOf, looksLikePayments } from './tableMapping.ts'
import { useTablePreview } from './useTablePreview.ts'

/** What is chosen for a table, what the server says to that, and the import of it. */
export function useTableImport(id: string, file: File) {
  const { i18n } = useTranslation()
  const [companyId, setCompanyId] = useState<string | null>(null)
  const [kind, setKind] = useState<TableKind>('INVOICES')
  const [own, setMapping] = useState<TableMappingInput | null>(null)
  const [noDoubles, setNoDoubles] = useState<readonly number[]>([])
  const [named, setName] = useState<string>()
  const [done, setDone] = useState<TableRowsFragment>()
  const act = useAct(ImportTableDocument)
  const language = i18n.language.slice(0, 2).toUpperCase() as Language
  const wish = useMemo(
    () => ({ companyId, kind, file, mapping: own, noDoubles, language }),
    [companyId, kind, file, own, noDoubles, language],
  )
  const shown = useTablePreview(wish)
  const { preview, busy, fault } = shown

  const isFirst = useRef(true)
  useEffect(() => {
    if (!preview || !isFirst.current) return
    isFirst.current = false
    if (looksLikePayments(preview)) setKind('PAYMENTS')
  }, [preview])

  const mapping = own ?? (preview?.mapping ? withoutType(preview.mapping) : null)
  const name = named ?? preview?.mappingName ?? ''
  const isReady = !busy && !fault && preview?.digest != null && (preview.outcome?.newCount ?? 0) > 0

  const bringIn = async () => {
    if (!isReady || companyId === null || !mapping || !preview?.digest) return
    const given = { companyId, kind, file: { name: file.name, content: file }, mapping, digest: preview.digest }
    const input = { ...given, noDoubles: [...noDoubles], saveAs: name || null }
    const answer = await act.run({ input, language })
    if (!answer?.importTable.outcome) return
    setDone(answer.importTable.outcome)
    importQueue.markImported(id)
  }
  const choose = (next: TableKind) => {
    setKind(next)
    setMapping(null)
    setNoDoubles([])
  }

  return {
    ...shown,
    companyId,
    setCompanyId,
    kind,
    choose,
    mapping,
    setMapping,
    /** The columns that are read. */
    read: preview?.columns.filter(({ column }) => mapping && fieldOf(mapping, column) !== null) ?? [],
    noDoubles,
    setNoDoubles,
    name,
    setName,
    isReady,
    bringIn,
    act,
    refusal: act.refusal,
    done,
  }
}

/** What the server answered, as it wants it back. */
function withoutType({ columns, dateOrder, decimalSign, currency }: TableMappingInput): TableMappingInput {
  return { columns: columns.map(({ column, field }) => ({ column, field })), dateOrder, decimalSign, currency }
}
