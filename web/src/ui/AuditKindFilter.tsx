import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { auditKinds, shownKind } from './auditKind.ts'
import { useUrl } from './useUrl.ts'

/** Which entries of a book of acts are shown, kept in the address; an act that was chosen is let go, and the list begins anew. */
export function AuditKindFilter() {
  const { t } = useTranslation()
  const url = useUrl()
  return (
    <Select
      size="xs"
      w={{ base: '100%', xs: 170 }}
      allowDeselect={false}
      aria-label={t('history.shown')}
      data={auditKinds.map((kind) => ({ value: kind, label: t(`history.shownKind.${kind}`) }))}
      value={shownKind(url.params)}
      onChange={(kind) => url.set({ shown: kind === 'ACTS' ? null : kind, action: null, after: null })}
    />
  )
}
