import type { Locale } from './message.js';
import type { Reply } from './reply.js';

/**
 * What is shown to be said by voice in Korean is what people say and a recogniser writes: 운영 롤백 진행, where a chat
 * has "production 롤백 진행". Sentences with numbers stay as they are, for a screen shows those better in digits.
 * @param aloud how a text is said
 */
export function sayable(
  { title, blocks, locale }: Pick<Reply, 'title' | 'blocks' | 'locale'>,
  aloud: (text: string, locale: Locale) => string,
): Pick<Reply, 'title' | 'blocks'> {
  if (locale !== 'ko') return { title, blocks };
  const asSaid = new Map(
    blocks
      .flatMap((block) => (block.kind === 'actions' ? block.actions : []))
      .filter(({ say }) => !/\d/.test(say))
      .map(({ say }) => [say, aloud(say, locale)]),
  );
  const quoted = (text: string): string =>
    text.replace(/“([^”]+)”/gu, (_, said: string) => `“${asSaid.get(said) ?? said}”`);
  return {
    title: quoted(title),
    blocks: blocks.map((block) => {
      if (block.kind === 'text') return { ...block, text: quoted(block.text) };
      if (block.kind !== 'actions') return block;
      const actions = block.actions.map((action) => ({
        ...action,
        say: asSaid.get(action.say) ?? action.say,
      }));
      return { ...block, actions };
    }),
  };
}
