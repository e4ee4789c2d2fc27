import type { MemberStatus, User } from '../bot-api.ts';
import { readableChat } from '../checks/access.ts';
import { badRequest } from '../server/refusal.ts';
import type { Inside, Method } from './inside.ts';

const getMe: Method = (_args, { world, updates }) => ({
  ...world.bot,
  can_join_groups: true,
  can_read_all_group_messages: !updates.privacy,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
});

const getChat: Method = (args, { world }) => {
  const chat = readableChat(args, world);
  return {
    ...chat.fields,
    accent_color_id: chat.id % 7 < 0 ? 0 : chat.id % 7,
    max_reaction_count: 11,
    ...(chat.type === 'private' && { active_usernames: chat.fields.username ? [chat.fields.username] : [] }),
    ...(chat.type !== 'private' && { permissions: { can_send_messages: true } }),
  };
};

const getChatMember: Method = (args, { world }) => {
  const chat = readableChat(args, world);
  const id = args.integer('user_id');
  if (id <= 0) throw badRequest('invalid user_id specified');
  const user = world.users.get(id);
  if (!user) throw badRequest('PARTICIPANT_ID_INVALID');
  return memberOf(user, chat.statusOf(id));
};

const getChatAdministrators: Method = (args, { world }) => {
  const chat = readableChat(args, world);
  if (chat.type === 'private') throw badRequest('there are no administrators in the private chat');
  return [...world.users.values()]
    .filter(({ id }) => chat.isAdmin(id) && id !== world.bot.id)
    .map((user) => memberOf(user, chat.statusOf(user.id)));
};

const getChatMemberCount: Method = (args, { world }) => {
  const chat = readableChat(args, world);
  return [...chat.members.keys()].filter((id) => chat.isIn(id)).length;
};

const leaveChat: Method = (args, { world, updates }) => {
  const chat = readableChat(args, world);
  if (chat.type === 'private') throw badRequest("chat member status can't be changed in private chats");
  const before = chat.statusOf(world.bot.id);
  if (!chat.isIn(world.bot.id)) throw badRequest('bot is not a member of the group chat');
  chat.members.set(world.bot.id, 'left');
  updates.memberChanged(chat, world.bot, world.bot, { before, after: 'left' });
  world.happen(chat, { kind: 'left', by: world.bot.first_name, what: '' });
  return true;
};

export const CHAT_METHODS: Record<string, Method> = {
  getme: getMe,
  getchat: getChat,
  getchatmember: getChatMember,
  getchatadministrators: getChatAdministrators,
  getchatmembercount: getChatMemberCount,
  leavechat: leaveChat,
};

function memberOf(user: User, status: MemberStatus): { user: Inside['world']['bot']; status: MemberStatus } {
  return { user, status };
}
