import { useTranslation } from 'react-i18next'
import { NotFoundState } from '../ui/states.tsx'

export function NoSuchPage() {
  const { t } = useTranslation()
  return <NotFoundState backTo="/overview" backText={t('nav.overview')} />
}
