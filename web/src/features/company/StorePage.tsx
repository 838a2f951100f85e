import { Alert, Anchor, Button, Grid, Group, List, Stack, Text, Title } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { ServiceStoreDocument, type ServiceStoreQuery } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { ActivationStateWord } from '../../ui/badges.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { ErrorState, NotFoundState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { Prices } from './Prices.tsx'
import { RemoveService } from './RemoveService.tsx'
import { StoreSteps } from './StoreSteps.tsx'

/** What can be removed; a company that has only begun has nothing to leave. */
const inService: readonly string[] = ['ACTIVE', 'TERMS_PENDING', 'KYC_PENDING']

export type StoreCompany = NonNullable<ServiceStoreQuery['company']>
export type StoreUser = NonNullable<ServiceStoreQuery['viewer']['user']>

/** What the service does, in short; said before anything is asked. */
function About() {
  const { t } = useTranslation()
  return (
    <Sheet title={t('store.about')}>
      <Text mb="xs">{t('store.aboutText')}</Text>
      <List size="sm" spacing={4}>
        <List.Item>{t('store.about1')}</List.Item>
        <List.Item>{t('store.about2')}</List.Item>
        <List.Item>{t('store.about3')}</List.Item>
        <List.Item>{t('store.about4')}</List.Item>
      </List>
    </Sheet>
  )
}

/** Who may take the service into use, and how the reader stands to that (requirement A1). */
function WhoMay({ company }: { company: StoreCompany }) {
  const { t } = useTranslation()
  const roles = company.myRoles.map((role) => t(`role.${role}`)).join(', ')
  return (
    <Sheet title={t('store.who')}>
      <Text mb="xs">{t('service.whoActivates')}</Text>
      <Facts facts={[{ name: t('service.myRoles'), value: roles || t('service.throughMasterId') }]} />
      {!company.viewerCanActivate && (
        <Alert variant="light" color="gray" mt="sm" icon={<IconInfoCircle size={18} />}>
          {roles ? t('store.mayNot', { roles }) : t('store.mayNotThroughMasterId')}
        </Alert>
      )}
    </Sheet>
  )
}

/** What state it is in, and what follows. */
function State({ company }: { company: StoreCompany }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { activation } = company
  const { state, runningAssignments: count } = activation
  return (
    <Alert variant="light" color={state === 'REJECTED' ? 'red' : 'gray'}>
      <Stack gap={6} align="flex-start">
        <Text>{t(`store.state.${state}`)}</Text>
        {state === 'REJECTED' && activation.kycNote && <Text>{t('store.staffSay', { text: activation.kycNote })}</Text>}
        {state === 'REMOVED' && activation.removedAt && (
          <Text>
            {t('store.removedOn', {
              date: formats.moment(activation.removedAt),
              reason: activation.removedReason ?? '',
            })}
          </Text>
        )}
        {state !== 'NOT_ACTIVE' && count > 0 && (
          <Anchor component={Link} to={`/companies/${encodeURIComponent(company.id)}/assignments`}>
            {t('store.running', { count })}
          </Anchor>
        )}
        {activation.acceptedAt && (
          <Text className="small muted">
            {t('store.accepted', {
              version: activation.termsVersion ?? '',
              date: formats.moment(activation.acceptedAt),
              name: activation.acceptedByName ?? activation.contactEmail ?? '',
            })}
          </Text>
        )}
      </Stack>
    </Alert>
  )
}

/** What Duetto has answered to earlier statements, once there was a rejection among them. */
function EarlierChecks({ company }: { company: StoreCompany }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { identityChecks: checks } = company.activation
  if (checks.every(({ approved }) => approved)) return null
  return (
    <section className="sheet sheet-padded" aria-label={t('identity.earlier')}>
      <Title order={2} fz="sm" mb="xs">
        {t('identity.earlier')}
      </Title>
      <List size="sm" spacing={4} listStyleType="none">
        {checks.map(({ approved, note, answeredAt, statement }) => (
          <List.Item key={answeredAt}>
            {t(approved ? 'identity.approved' : 'identity.rejected', { date: formats.moment(answeredAt) })}
            {note && `: ${note}`}
            <div className="small muted">
              {t('identity.statedAt')} {formats.moment(statement.statedAt)}
            </div>
          </List.Item>
        ))}
      </List>
    </section>
  )
}

/** The service in the store: what it is, what it costs, who may take it, and the four steps into it (A1–A4). */
export function StorePage() {
  const { t } = useTranslation()
  const url = useUrl()
  const { companyId = '' } = useParams()
  const { data, fault, retry } = useLatest(ServiceStoreDocument, { variables: { id: companyId }, fresh: true })
  if (fault && !data) return <ErrorState fault={fault} onRetry={retry} />
  if (data?.company === null) return <NotFoundState backTo="/overview" backText={t('nav.overview')} />
  if (!data?.company) return <SkeletonRows label={t('shell.loading')} count={8} />
  const { company } = data
  const { state } = company.activation
  const mayRemove = company.viewerCanActivate && company.activation.acceptedAt !== null && inService.includes(state)
  return (
    <Stack gap="md">
      <PageHead
        title={t('store.title')}
        trail={[
          { text: t('nav.companies'), to: '/companies' },
          { text: company.name, to: `/companies/${encodeURIComponent(company.id)}/service` },
        ]}
        beside={<ActivationStateWord state={state} pill />}
        actions={
          mayRemove && (
            <Button variant="default" size="xs" onClick={() => url.set({ remove: 'ask' })}>
              {t('service.remove')}
            </Button>
          )
        }
      />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Stack gap="md">
            <State company={company} />
            <StoreSteps company={company} user={data.viewer.user} />
            <EarlierChecks company={company} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Stack gap="md">
            <About />
            <Prices lists={data.priceLists} />
            <WhoMay company={company} />
          </Stack>
        </Grid.Col>
      </Grid>
      {mayRemove && url.get('remove') && (
        <RemoveService
          companyId={company.id}
          running={company.activation.runningAssignments}
          onClose={() => url.set({ remove: null })}
        />
      )}
      <Group>
        <Anchor component={Link} to={`/companies/${encodeURIComponent(company.id)}/service`} size="sm">
          {t('store.fees')}
        </Anchor>
      </Group>
    </Stack>
  )
}
