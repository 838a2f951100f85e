import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  DeleteTableMappingDocument,
  RenameTableMappingDocument,
  TableMappingsDocument,
  type TableMappingsQuery,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'

type Mapping = NonNullable<TableMappingsQuery['company']>['tableMappings'][number]
type Step = 'RENAME' | 'DELETE'

/** What the company's tables are recognised by; opens to where it is renamed or deleted. Nothing when nothing is saved. */
export function SavedMappings({ companyId }: { companyId: string }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const { data } = useLatest(TableMappingsDocument, { variables: { companyId }, fresh: true })
  const mappings = data?.company?.tableMappings ?? []
  if (mappings.length === 0 && !isOpen) return null
  return (
    <>
      <button type="button" className="link-button" onClick={() => setOpen(true)}>
        {t('importTable.saved.open', { count: mappings.length })}
      </button>
      {isOpen && (
        <Modal
          opened
          onClose={() => setOpen(false)}
          title={t('importTable.saved.title')}
          size="lg"
          closeButtonProps={{ 'aria-label': t('panel.close') }}
        >
          <Stack gap="sm">
            <Text size="sm" className="muted">
              {mappings.length === 0 ? t('importTable.saved.none') : t('importTable.saved.text')}
            </Text>
            {mappings.map((mapping) => (
              <SavedMapping key={`${mapping.kind} ${mapping.name}`} companyId={companyId} mapping={mapping} />
            ))}
          </Stack>
        </Modal>
      )}
    </>
  )
}

function SavedMapping({ companyId, mapping }: { companyId: string; mapping: Mapping }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const renaming = useAct(RenameTableMappingDocument, ['TableMappings', 'TablePreview'])
  const removal = useAct(DeleteTableMappingDocument, ['TableMappings', 'TablePreview'])
  const [step, setStep] = useState<Step>()
  const [newName, setNewName] = useState('')
  const { kind, name, headings, savedAt, savedBy } = mapping
  const key = { companyId, kind, name }
  // What stood in the way of one step says nothing of the next.
  const goTo = (next: Step | undefined) => {
    for (const act of [renaming, removal]) act.forget()
    setStep(next)
  }
  const rename = async () => {
    if (await renaming.succeeds({ input: { ...key, newName } })) goTo(undefined)
  }
  const refusal = renaming.refusal ?? removal.refusal
  const fault = renaming.fault ?? removal.fault
  return (
    <section className="sheet sheet-padded">
      <Group justify="space-between" align="flex-start" gap="xs">
        <div style={{ minWidth: 0 }}>
          <strong className="wrap">{name}</strong> <span className="muted">{t(`importTable.kinds.${kind}`)}</span>
          <div className="small muted wrap">{headings.join(' · ')}</div>
          <div className="small muted">{[formats.moment(savedAt), savedBy].filter(Boolean).join(' · ')}</div>
        </div>
        <Group gap="xs">
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t('importTable.saved.renameOf', { name })}
            onClick={() => {
              setNewName(name)
              goTo('RENAME')
            }}
          >
            {t('importTable.saved.rename')}
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t('importTable.saved.deleteOf', { name })}
            onClick={() => goTo('DELETE')}
          >
            {t('importTable.saved.delete')}
          </Button>
        </Group>
      </Group>
      {step === 'RENAME' && (
        <Group align="flex-end" gap="xs" mt="xs">
          <TextInput
            size="xs"
            style={{ flex: 1 }}
            label={t('importTable.saved.name')}
            value={newName}
            maxLength={100}
            data-autofocus
            onChange={(event) => setNewName(event.currentTarget.value)}
          />
          <Button size="xs" onClick={() => void rename()} loading={renaming.busy} disabled={newName.trim() === ''}>
            {t('importTable.saved.save')}
          </Button>
          <Button size="xs" variant="default" onClick={() => goTo(undefined)}>
            {t('act.cancel')}
          </Button>
        </Group>
      )}
      {step === 'DELETE' && (
        <Group gap="xs" mt="xs">
          <span className="small">{t('importTable.saved.sure', { name })}</span>
          <Button size="xs" color="red" onClick={() => void removal.run({ input: key })} loading={removal.busy}>
            {t('importTable.saved.delete')}
          </Button>
          <Button size="xs" variant="default" onClick={() => goTo(undefined)}>
            {t('act.cancel')}
          </Button>
        </Group>
      )}
      {refusal && <RefusalNote problem={refusal} />}
      {fault && <ErrorState fault={fault} />}
    </section>
  )
}
