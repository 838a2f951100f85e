import { Alert, Button, Grid, Group, Modal, Stack, Text, Title } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link as RouterLink, useParams } from 'react-router'
import { CompanyServiceDocument, type CompanyServiceQuery, EndMasterIdLinkDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { groupIban } from '../../format/iban.ts'
import { ActivationStateWord } from '../../ui/badges.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { EmptyState, ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { DeadLetters } from './DeadLetters.tsx'
import { Fees } from './Fees.tsx'
import { NamesAndCosts } from './NamesAndCosts.tsx'
import { Prices } from './Prices.tsx'
import { ServiceInvoices } from './ServiceInvoices.tsx'

type Company = NonNullable<CompanyServiceQuery['company']>
type Link = Company['links'][number]

function Activation({ company }: { company: Company }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { activation } = company
  return (
    <section className="sheet sheet-padded">
      <Stack gap="md">
        <Group justify="space-between">
          <Title order={2} fz="sm">
            {t('service.activation')}
          </Title>
          <ActivationStateWord state={activation.state} pill />
        </Group>
        <Facts
          facts={[
            { name: t('service.termsVersion'), value: activation.termsVersion },
            { name: t('service.acceptedAt'), value: activation.acceptedAt && formats.moment(activation.acceptedAt) },
            { name: t('service.email'), value: activation.contactEmail },
            { name: t('service.phone'), value: activation.contactPhone },
            { name: t('service.accounts'), value: company.bankAccounts.map(groupIban).join(', ') || null },
            {
              name: t('service.myRoles'),
              value: company.myRoles.map((role) => t(`role.${role}`)).join(', ') || t('service.throughMasterId'),
            },
          ]}
        />
        {activation.state !== 'ACTIVE' && (
          <Alert variant="light" color="gray" icon={<IconInfoCircle size={18} />}>
            {t(`service.state.${activation.state}`)} {!company.viewerCanActivate && t('service.whoActivates')}
          </Alert>
        )}
        <Group>
          <Button
            component={RouterLink}
            to={`/companies/${encodeURIComponent(company.id)}/store`}
            variant={activation.state === 'ACTIVE' ? 'default' : 'filled'}
            size="xs"
          >
            {t(company.viewerCanActivate && canBegin(activation.state) ? 'service.take' : 'store.open')}
          </Button>
        </Group>
      </Stack>
    </section>
  )
}

function canBegin(state: Company['activation']['state']): boolean {
  return state === 'NOT_ACTIVE' || state === 'TERMS_PENDING' || state === 'REMOVED'
}

function Links({ companyId, company }: { companyId: string; company: Company }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const end = useAct(EndMasterIdLinkDocument)
  const asked = company.links.find((link) => link.masterId.id === url.get('end') && !link.endedAt)

  const confirm = async (link: Link) => {
    if (await end.succeeds({ input: { companyId, masterId: link.masterId.id } })) url.set({ end: null })
  }

  if (company.links.length === 0) {
    return <EmptyState title={t('service.noLinks.title')}>{t('service.noLinks.text')}</EmptyState>
  }
  return (
    <Sheet title={t('service.links')}>
      <Stack gap="md">
        {company.links.map((link) => (
          <Stack key={`${link.masterId.id} ${link.linkedAt}`} gap={6}>
            <Group justify="space-between">
              <span>
                <strong>{link.masterId.name}</strong> <span className="muted">{link.masterId.code}</span>
              </span>
              {link.endedAt ? (
                <span className="muted small">{t('service.linkEnded', { date: formats.moment(link.endedAt) })}</span>
              ) : (
                company.viewerCanManageLinks && (
                  <Button size="xs" variant="default" onClick={() => url.set({ end: link.masterId.id })}>
                    {t('service.endLink')}
                  </Button>
                )
              )}
            </Group>
            <Facts
              facts={[
                { name: t('service.mandate'), value: link.mandate },
                { name: t('service.linkedAt'), value: formats.moment(link.linkedAt) },
                { name: t('service.rights'), value: link.rights.map((right) => t(`right.${right}`)).join(', ') },
              ]}
            />
          </Stack>
        ))}
      </Stack>
      <Modal
        opened={asked !== undefined}
        onClose={() => url.set({ end: null })}
        title={t('service.endLink')}
        closeButtonProps={{ 'aria-label': t('panel.close') }}
      >
        {asked && (
          <Stack>
            <Text>{t('service.endLinkText', { name: asked.masterId.name })}</Text>
            {end.refusal && <RefusalNote problem={end.refusal} />}
            {end.fault && <ErrorState fault={end.fault} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={() => url.set({ end: null })}>
                {t('act.cancel')}
              </Button>
              <Button color="red" loading={end.busy} onClick={() => confirm(asked)}>
                {t('service.endLinkAct', { name: asked.masterId.name })}
              </Button>
            </Group>
          </Stack>
        )}
      </Modal>
    </Sheet>
  )
}

/** The service's state in a company, what it costs, and who else looks after the company. */
export function ServiceTab() {
  const { t } = useTranslation()
  const { companyId = '' } = useParams()
  const { data, fault, retry } = useLatest(CompanyServiceDocument, { variables: { id: companyId } })
  if (fault && !data) return <ErrorState fault={fault} onRetry={retry} />
  if (!data?.company) return <SkeletonRows label={t('shell.loading')} />
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, lg: 6 }}>
        <Stack gap="md">
          <Activation company={data.company} />
          <Prices lists={data.priceLists} />
          <ServiceInvoices companyId={companyId} />
          <Fees companyId={companyId} />
          {data.company.viewerCanActivate && <DeadLetters companyId={companyId} />}
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 6 }}>
        <Stack gap="md">
          <Links companyId={companyId} company={data.company} />
          <NamesAndCosts companyId={companyId} />
        </Stack>
      </Grid.Col>
    </Grid>
  )
}
