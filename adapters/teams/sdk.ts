import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
} from 'botbuilder';
import { z } from 'zod';
import type { TeamsConfig } from './config.js';
import { transport } from './transport.js';

/** Whom tokens for the connector are for, and who signs those that come with activities (public cloud). */
export const API_AUDIENCE = 'https://api.botframework.com';
const OPENID_METADATA = 'https://login.botframework.com/v1/.well-known/openidconfiguration';
const EMULATOR_METADATA =
  'https://login.microsoftonline.com/botframework.com/v2.0/.well-known/openid-configuration';
const LOGIN = 'https://login.microsoftonline.com/botframework.com';
const OAUTH = 'https://api.botframework.com';

/** The SDK, set up for one bot. */
export interface Sdk {
  readonly adapter: CloudAdapter;
  /** Empty in development mode. */
  readonly appId: string;
  /** Who must have signed a token that comes with an activity, and where their keys are published. */
  readonly issuer: string;
  readonly openIdMetadata: string;
  /**
   * Sees to a token for the connector: the one at hand while it lasts, or a new one. Asked again meanwhile, it is the same
   * request. True when there is one.
   */
  readonly token: (fresh: boolean) => Promise<true>;
}

/** The SDK's credentials keep their tokens by app and audience, in one place for all of them. */
const credentialsSchema = z.custom<{ getToken(forceRefresh: boolean): Promise<string> }>(
  (value) => typeof value === 'object' && value !== null && 'getToken' in value,
);

export function createSdk(config: TeamsConfig): Sdk {
  const { development, appId = '', appPassword, tenantId, type } = config;
  const issuer = config.tokenIssuer ?? API_AUDIENCE;
  const openIdMetadata = config.openIdMetadataUrl ?? OPENID_METADATA;
  const identity = development
    ? {}
    : {
        MicrosoftAppId: appId,
        MicrosoftAppType: type,
        ...(appPassword === undefined ? {} : { MicrosoftAppPassword: appPassword }),
        ...(tenantId === undefined ? {} : { MicrosoftAppTenantId: tenantId }),
      };
  const loginUrl = config.loginUrl ?? LOGIN;
  const factory = new ConfigurationServiceClientCredentialFactory(identity);
  let pending: Promise<true> | undefined;
  const authentication = new ConfigurationBotFrameworkAuthentication(
    {
      ...identity,
      ValidateAuthority: true,
      ToChannelFromBotLoginUrl: loginUrl,
      ToChannelFromBotOAuthScope: API_AUDIENCE,
      ToBotFromChannelTokenIssuer: issuer,
      OAuthUrl: OAUTH,
      ToBotFromChannelOpenIdMetadataUrl: openIdMetadata,
      ToBotFromEmulatorOpenIdMetadataUrl: EMULATOR_METADATA,
    },
    undefined,
    undefined,
    undefined,
    { httpClient: transport },
  );
  return {
    adapter: new CloudAdapter(authentication),
    appId: development ? '' : appId,
    issuer,
    openIdMetadata,
    token: (fresh) => {
      if (development) return Promise.resolve(true);
      pending ??= tokenFrom(factory, appId, loginUrl, fresh).finally(() => (pending = undefined));
      return pending;
    },
  };
}

async function tokenFrom(
  factory: ConfigurationServiceClientCredentialFactory,
  appId: string,
  loginUrl: string,
  fresh: boolean,
): Promise<true> {
  const credentials = await factory.createCredentials(appId, API_AUDIENCE, loginUrl, true);
  await credentialsSchema.parse(credentials).getToken(fresh);
  return true;
}
