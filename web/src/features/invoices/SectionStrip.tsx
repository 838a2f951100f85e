import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { InvoiceSectionName } from '../../api/generated.ts'
import type { SectionTotal } from '../../ui/sectionTotals.ts'
import { useFormats } from '../../ui/useFormats.ts'

interface SectionStripProps {
  sections: readonly SectionTotal[] | undefined
  chosen: InvoiceSectionName
  onChoose: (section: InvoiceSectionName) => void
}

/** The sections of the open invoices, each with its count and sum; one of them is shown below. */
export function SectionStrip({ sections, chosen, onChoose }: SectionStripProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  if (!sections) return <Skeleton height={68} radius="md" />
  return (
    <div className="figures" role="tablist" aria-label={t('invoices.sections')}>
      {sections.map(({ section, count, open }) => (
        <button
          key={`${section} ${open.currency}`}
          type="button"
          role="tab"
          aria-selected={section === chosen}
          className="figure figure-tab"
          onClick={() => onChoose(section)}
        >
          <div className="figure-name">{t(`section.${section}`)}</div>
          <div className="figure-value">{formats.money(open)}</div>
          <div className="figure-note">{t('count.invoices', { count })}</div>
        </button>
      ))}
    </div>
  )
}
