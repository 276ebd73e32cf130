/** What the values of the `teams:` section must be, in Korean as the object of "적어 주세요", by the schema's words. */
export const teamsKorean = {
  'the application (client) ID of the bot, a GUID': '봇의 애플리케이션(클라이언트) ID(GUID)를',
  'the value of a client secret of the app': '앱의 클라이언트 암호 값을',
  'the ID of the tenant, a GUID': '테넌트 ID(GUID)를',
  'one of SingleTenant, MultiTenant, UserAssignedMSI': 'SingleTenant, MultiTenant, UserAssignedMSI 중 하나를',
  'a URL such as https://login.microsoftonline.com/TENANT':
    'https://login.microsoftonline.com/TENANT 같은 URL을',
  'a URL such as https://smba.trafficmanager.net/teams/': 'https://smba.trafficmanager.net/teams/ 같은 URL을',
  'a section such as { appId: …, appPassword: …, tenantId: … }':
    '{ appId: …, appPassword: …, tenantId: … } 같은 항목을',
  'a section with appId (or development: true, for an emulator on this machine)':
    'appId를(이 컴퓨터의 에뮬레이터라면 development: true를)',
  'a section with either appId or development: true, not both': 'appId와 development: true 가운데 하나만',
  'a section with appPassword (or type: UserAssignedMSI, for a managed identity)':
    'appPassword를(관리 ID라면 type: UserAssignedMSI를)',
  'a section without appPassword for type UserAssignedMSI': 'UserAssignedMSI에는 appPassword가 없는 항목을',
  'a section with tenantId for types SingleTenant and UserAssignedMSI':
    'SingleTenant와 UserAssignedMSI에는 tenantId를',
} as const;
