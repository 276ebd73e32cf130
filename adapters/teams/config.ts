import { z } from 'zod';

/** Application and tenant ids, and object ids of people. */
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const text = (right: string, pattern = /\S/) => z.string({ error: right }).regex(pattern, { error: right });
const address = text('a URL such as https://login.microsoftonline.com/TENANT', /^https?:\/\/\S+$/).optional();

const TYPES = ['SingleTenant', 'MultiTenant', 'UserAssignedMSI'] as const;

const keys = z.strictObject(
  {
    appId: text('the application (client) ID of the bot, a GUID', GUID).optional(),
    appPassword: text('the value of a client secret of the app').optional(),
    tenantId: text('the ID of the tenant, a GUID', GUID).optional(),
    /** How the bot proves who it is. Without it: SingleTenant when there is a tenantId, else MultiTenant. */
    type: z.enum(TYPES, { error: 'one of SingleTenant, MultiTenant, UserAssignedMSI' }).optional(),
    /** No authentication at all, for emulators on this machine: any program that can reach the port may be anybody. */
    development: z.boolean({ error: 'true or false' }).default(false),
    /** Whether people of other organisations may talk with the bot. */
    allowOutsiders: z.boolean({ error: 'true or false' }).default(false),
    /** Where conversations are reached that the bot has not heard from yet. */
    serviceUrl: text('a URL such as https://smba.trafficmanager.net/teams/', /^https?:\/\/\S+$/).default(
      'https://smba.trafficmanager.net/teams/',
    ),
    /** Another cloud than the public one: where tokens come from, and by whom and with which keys they are signed. */
    loginUrl: address,
    openIdMetadataUrl: address,
    tokenIssuer: address,
  },
  { error: 'a section such as { appId: …, appPassword: …, tenantId: … }' },
);

/** The `teams:` section. Activities come to `POST /teams/messages`. */
export const teamsSchema = keys
  .transform(({ type, ...rest }) => ({
    ...rest,
    type: type ?? (rest.tenantId === undefined ? ('MultiTenant' as const) : ('SingleTenant' as const)),
  }))
  .refine(({ development, appId }) => development || appId !== undefined, {
    error: 'a section with appId (or development: true, for an emulator on this machine)',
  })
  .refine(({ development, appId }) => !development || appId === undefined, {
    error: 'a section with either appId or development: true, not both',
  })
  .refine(
    ({ development, type, appPassword }) =>
      development || type === 'UserAssignedMSI' || appPassword !== undefined,
    {
      error: 'a section with appPassword (or type: UserAssignedMSI, for a managed identity)',
    },
  )
  .refine(({ type, appPassword }) => type !== 'UserAssignedMSI' || appPassword === undefined, {
    error: 'a section without appPassword for type UserAssignedMSI',
  })
  .refine(({ type, tenantId }) => type === 'MultiTenant' || tenantId !== undefined, {
    error: 'a section with tenantId for types SingleTenant and UserAssignedMSI',
  });
export type TeamsConfig = z.infer<typeof teamsSchema>;

/** The environment variables that set a key of the section. */
export const teamsVariables = {
  MICROSOFT_APP_ID: 'appId',
  MICROSOFT_APP_PASSWORD: 'appPassword',
  MICROSOFT_APP_TENANT_ID: 'tenantId',
  MICROSOFT_APP_TYPE: 'type',
} as const;
