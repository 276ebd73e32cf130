import { timingSafeEqual } from 'node:crypto';
import { ConfigurationError } from '../../src/contracts/errors.js';
import type { ConversationRef, Locale } from '../../src/contracts/message.js';
import { hashOf, voiceSchema, type VoiceConfig } from './config.js';

/** The platform of this adapter's actors and conversations. */
export const VOICE = 'voice';

/** One microphone with a token of its own. */
export interface Device {
  readonly name: string;
  /** How its person is called. */
  readonly display: string;
  /** Where everything also appears as text. */
  readonly linked: ConversationRef['linked'];
}

export interface Devices {
  /** The device whose token an `Authorization` header bears (RFC 6750); undefined when there is none. */
  bearing(authorization: string | undefined): Device | undefined;
}

type DeviceConfig = VoiceConfig['devices'][string];

/** A device that no configuration names, for a program of this machine. */
export type OwnDevice = DeviceConfig & { readonly device: string };

export function createDevices({ devices }: VoiceConfig, own: readonly OwnDevice[] = []): Devices {
  const all: readonly [string, DeviceConfig][] = [
    ...Object.entries(devices),
    ...own.map((each): [string, DeviceConfig] => [each.device, each]),
  ];
  const known = all.map(([name, { tokenHash = '', name: display = name, chat, person }]) => ({
    hash: Buffer.from(tokenHash.replace(/^sha256:/i, ''), 'hex'),
    device: { name, display, linked: chat === undefined ? undefined : linkedTo(chat, person) },
  }));
  return {
    bearing(authorization) {
      const token = /^Bearer +([^\s,]+) *$/i.exec(authorization ?? '')?.[1];
      // A missing token is compared as well, and never the first match returned: the time tells nothing.
      const given = hashOf(token ?? '');
      const bearers = known.filter(({ hash }) => timingSafeEqual(hash, given));
      return token === undefined ? undefined : bearers[0]?.device;
    },
  };
}

/**
 * The actors of the devices with the people they belong to: `voice:<device>` → `platform:id`. Throws
 * ConfigurationError when a device is linked to a conversation of a platform that is not configured.
 * @param sections the configured sections, by the platform they configure
 * @param always the platform that needs none
 */
export function speakersIn(
  sections: Readonly<Record<string, unknown>>,
  always: string,
  locale: Locale,
): Readonly<Record<string, string>> {
  const section = voiceSchema.safeParse(sections[VOICE]).data;
  const devices = Object.entries(section?.devices ?? {});
  const problems = devices.flatMap(([name, { chat }]) => {
    const platform = chat === undefined ? always : reference(chat).platform;
    return platform === always || platform in sections ? [] : [UNKNOWN_PLATFORM[locale](name, platform)];
  });
  if (problems.length > 0) throw new ConfigurationError(problems, locale);
  return Object.fromEntries(
    devices.flatMap(([name, { person }]) => (person === undefined ? [] : [[`${VOICE}:${name}`, person]])),
  );
}

const UNKNOWN_PLATFORM = {
  en: (device: string, platform: string) =>
    `voice.devices.${device}.chat is on ${platform}, which is not configured; add ${platform}:, or name another conversation.`,
  ko: (device: string, platform: string) =>
    `voice.devices.${device}.chat의 플랫폼인 ${platform} 항목이 없어요. ${platform}: 항목을 더하거나 다른 대화를 적어 주세요.`,
} as const;

/** `slack:C024BE7LR`; what follows a slash is the thread: `slack:C024BE7LR/1712.0034`. */
function reference(chat: string): NonNullable<ConversationRef['linked']> {
  const [, platform = '', id = '', thread] = /^([a-z]+):([^/]+)(?:\/(\S+))?$/.exec(chat) ?? [];
  return { platform, id, ...(thread === undefined ? {} : { thread }) };
}

/** A linked conversation, with the person's own id there if they are of the same platform. */
function linkedTo(chat: string, person: string | undefined): ConversationRef['linked'] {
  const linked = reference(chat);
  const own = person?.startsWith(`${linked.platform}:`)
    ? person.slice(linked.platform.length + 1)
    : undefined;
  return { ...linked, ...(own === undefined ? {} : { person: own }) };
}
