import { Button, Combobox, ScrollArea, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconBuilding, IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMatch, useNavigate } from 'react-router'
import { CompanyHeadDocument, SwitchableCompaniesDocument } from '../api/generated.ts'
import { useLatest } from '../api/useLatest.ts'

/** Finds a company by name or business ID and goes there, to the same tab as now. */
export function CompanySwitcher() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const match = useMatch('/companies/:companyId/*')
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text.trim(), 200)
  const combobox = useCombobox({
    onDropdownClose: () => setText(''),
    onDropdownOpen: () => combobox.focusSearchInput(),
  })
  const companyId = match?.params.companyId
  const current = useLatest(CompanyHeadDocument, { variables: { id: companyId ?? '' }, skip: !companyId })
  const { data } = useLatest(SwitchableCompaniesDocument, { variables: { search }, skip: !combobox.dropdownOpened })
  const companies = data?.companies.nodes ?? []

  const go = (id: string) => {
    const tab = match?.params['*']?.split('/')[0]
    combobox.closeDropdown()
    void navigate(`/companies/${encodeURIComponent(id)}/${tab && tab !== 'send' ? tab : ''}`)
  }

  return (
    <Combobox store={combobox} onOptionSubmit={go} width={320} position="bottom-start">
      <Combobox.Target withAriaAttributes={false}>
        <Button
          variant="default"
          size="xs"
          maw={{ base: 168, sm: 280 }}
          styles={{
            label: { display: 'block', height: 'auto', lineHeight: 1.5, textBoxTrim: 'none', textOverflow: 'ellipsis' },
          }}
          leftSection={<IconBuilding size={14} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          onClick={() => combobox.toggleDropdown()}
          aria-haspopup="listbox"
          aria-expanded={combobox.dropdownOpened}
        >
          {(companyId && current.data?.company?.name) || t('switcher.choose')}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          placeholder={t('switcher.search')}
          aria-label={t('switcher.search')}
        />
        <Combobox.Options>
          <ScrollArea.Autosize mah={360} type="auto">
            {companies.map((company) => (
              <Combobox.Option key={company.id} value={company.id} active={company.id === companyId}>
                {company.name} <span className="muted small">{company.businessId}</span>
              </Combobox.Option>
            ))}
            {data && companies.length === 0 && <Combobox.Empty>{t('switcher.none')}</Combobox.Empty>}
          </ScrollArea.Autosize>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
