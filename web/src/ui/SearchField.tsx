import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface SearchFieldProps {
  value: string
  onSearch: (text: string) => void
  label: string
}

/** Searches a moment after the last key. */
export function SearchField({ value, onSearch, label }: SearchFieldProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(value)
  const search = useDebouncedCallback(onSearch, 250)
  useEffect(() => setText(value), [value])
  return (
    <TextInput
      size="xs"
      type="search"
      className="search-field"
      w={{ base: '100%', xs: 260 }}
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={14} aria-hidden />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value)
        search(event.currentTarget.value.trim())
      }}
      rightSection={text && <CloseButton size="xs" aria-label={t('filter.clearSearch')} onClick={() => onSearch('')} />}
    />
  )
}
