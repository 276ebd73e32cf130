import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
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
  readonly authentication: ConfigurationBotFrameworkAuthentication;
  readonly adapter: CloudAdapter;
  /** Empty in development mode. */
  readonly appId: string;
  /** Who must have signed a token that comes with an activity. */
  readonly issuer: string;
}

export function createSdk(config: TeamsConfig): Sdk {
  const { development, appId = '', appPassword, tenantId, type } = config;
  const issuer = config.tokenIssuer ?? API_AUDIENCE;
  const identity = development
    ? {}
    : {
        MicrosoftAppId: appId,
        MicrosoftAppType: type,
        ...(appPassword === undefined ? {} : { MicrosoftAppPassword: appPassword }),
        ...(tenantId === undefined ? {} : { MicrosoftAppTenantId: tenantId }),
      };
  const authentication = new ConfigurationBotFrameworkAuthentication(
    {
      ...identity,
      ValidateAuthority: true,
      ToChannelFromBotLoginUrl: config.loginUrl ?? LOGIN,
      ToChannelFromBotOAuthScope: API_AUDIENCE,
      ToBotFromChannelTokenIssuer: issuer,
      OAuthUrl: OAUTH,
      ToBotFromChannelOpenIdMetadataUrl: config.openIdMetadataUrl ?? OPENID_METADATA,
      ToBotFromEmulatorOpenIdMetadataUrl: EMULATOR_METADATA,
    },
    undefined,
    undefined,
    undefined,
    { httpClient: transport },
  );
  return {
    authentication,
    adapter: new CloudAdapter(authentication),
    appId: development ? '' : appId,
    issuer,
  };
}
