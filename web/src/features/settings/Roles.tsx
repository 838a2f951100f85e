import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { RoleRightsDocument } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { Sheet } from '../../ui/Sheet.tsx'
import { ErrorState } from '../../ui/states.tsx'

/** What each role may do, from the table that the API itself goes by. */
export function Roles() {
  const { t } = useTranslation()
  const { data, fault, retry } = useLatest(RoleRightsDocument, { variables: {} })
  return (
    <Sheet title={t('roles.title')}>
      <Text className="muted" mb="sm">
        {t('roles.text')}
      </Text>
      {fault && <ErrorState fault={fault} onRetry={retry} />}
      <div className="scroll-x">
        <table className="small-table" style={{ width: '100%' }}>
          <thead>
            <tr>
              <th scope="col">{t('roles.role')}</th>
              <th scope="col">{t('roles.rights')}</th>
            </tr>
          </thead>
          <tbody>
            {data?.roleRights.map(({ role, rights }) => (
              <tr key={role}>
                <td style={{ verticalAlign: 'top' }}>{t(`role.${role}`)}</td>
                <td style={{ whiteSpace: 'normal' }}>
                  {rights.map((right) => t(`right.${right}`)).join(', ') || t('roles.none')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Sheet>
  )
}
