import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TableCompaniesDocument } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'

interface TableCompanyProps {
  value: string | null
  onChange: (companyId: string) => void
}

/** Whose table it is, of the companies that the reader may import into. Who has one company alone is not asked. */
export function TableCompany({ value, onChange }: TableCompanyProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text.trim(), 200)
  const [name, setName] = useState<string>()
  const { data } = useLatest(TableCompaniesDocument, { variables: { search: name === search ? '' : search } })
  const nodes = (data?.companies.nodes ?? []).filter((company) => company.viewerCanImport)
  const [only, ...others] = nodes
  // Of more companies than one page has, nobody knows that the others are not the reader's to import into.
  const isOnly = data?.companies.pageInfo.hasNextPage === false && search === '' && others.length === 0
  useEffect(() => {
    if (isOnly && only && value === null) onChange(only.id)
  }, [isOnly, only, value, onChange])
  return (
    <Select
      size="xs"
      w={{ base: '100%', sm: 280 }}
      label={t('importTable.company')}
      placeholder={t('importTable.choose')}
      data={nodes.map((company) => ({ value: company.id, label: company.name }))}
      value={value}
      searchable
      allowDeselect={false}
      filter={({ options }) => options}
      onSearchChange={setText}
      onChange={(id, option) => {
        if (id === null) return
        setName(option?.label)
        onChange(id)
      }}
    />
  )
}
