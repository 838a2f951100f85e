import { IconFileTypePdf } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** Opens a paper in a tab of its own: the browser shows, prints and saves it. */
export function PaperLink({ url, children }: { url: string; children?: ReactNode }) {
  const { t } = useTranslation()
  return (
    <a href={url} target="_blank" rel="noopener" style={{ whiteSpace: 'nowrap' }}>
      <IconFileTypePdf size={15} style={{ verticalAlign: '-2px' }} aria-hidden /> {children ?? t('letter.pdf')}
    </a>
  )
}
