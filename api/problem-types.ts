import type { RefusalCode } from '../domain/refusal';
import { both } from '../domain/text';
import type { Bilingual } from '../domain/text';

/** What the API itself finds wrong, before or beside a case. */
export type ApiProblemCode =
  | 'Invalid'
  | 'MalformedJson'
  | 'BodyTooLarge'
  | 'UnsupportedMediaType'
  | 'NotFound'
  | 'MethodNotAllowed'
  | 'NotSignedIn'
  | 'CrossSite'
  | 'WrongCredentials'
  | 'TooManyAttempts'
  | 'TooManyRequests'
  | 'PasswordMustChange'
  | 'RoleMissing'
  | 'MayNotActFor'
  | 'NotOneself'
  | 'LastAdministrator'
  | 'IdTaken'
  | 'StillUsed'
  | 'DraftsFull'
  | 'NumberTaken'
  | 'Erased'
  | 'TooBroad'
  | 'AnswerLate'
  | 'StoreUnavailable'
  | 'EngineUnavailable'
  | 'NotReady'
  | 'CaseStopped'
  | 'OpenOnOneSide'
  | 'NobodyWatches'
  | 'Internal';

export type ProblemCode = RefusalCode | ApiProblemCode;

/** A kind of problem: the HTTP status it is answered with, and what it is called. */
export interface ProblemType {
  readonly status: number;
  readonly title: Bilingual;
}

/**
 * Every kind of problem by its code, which is stable and what callers may branch on. Refusals of a case carry their own
 * status; it is the same as here.
 */
export const PROBLEM_TYPES: Readonly<Record<ProblemCode, ProblemType>> = {
  Invalid: type(400, '请求内容有误', 'The request is not as it must be'),
  MalformedJson: type(400, '请求正文不是有效的 JSON', 'The body is not JSON'),
  BodyTooLarge: type(413, '请求正文过大', 'The body is too large'),
  UnsupportedMediaType: type(415, '不支持的内容类型', 'The content type is not supported'),
  NotFound: type(404, '未找到', 'Not found'),
  MethodNotAllowed: type(405, '此地址不支持该方法', 'The address does not take this method'),
  NotSignedIn: type(401, '未登录或登录已失效', 'Not signed in, or no longer'),
  CrossSite: type(403, '请求并非来自控制台', 'Not sent by the console'),
  WrongCredentials: type(401, '账号或密码不正确', 'Account or password is wrong'),
  TooManyAttempts: type(429, '登录尝试过多', 'Too many attempts to sign in'),
  TooManyRequests: type(429, '请求过于频繁', 'Too many requests'),
  PasswordMustChange: type(403, '须先修改密码', 'The password has to be changed first'),
  RoleMissing: type(403, '缺少所需角色', 'A role is missing'),
  MayNotActFor: type(403, '不得代理此人', 'Not a substitute of this person'),
  NotOneself: type(403, '须由另一位管理员办理', 'Another administrator has to do this'),
  LastAdministrator: type(409, '至少须有一位在职管理员', 'There must be an active administrator'),
  IdTaken: type(409, '此标识已被使用', 'The id is taken'),
  StillUsed: type(409, '仍在使用', 'Still in use'),
  DraftsFull: type(409, '草稿过多', 'Too many drafts'),
  NumberTaken: type(503, '编号已被占用', 'The number is taken'),
  Erased: type(410, '个人信息已删除', 'The person was erased'),
  TooBroad: type(422, '查询范围过大', 'The query is too broad'),
  AnswerLate: type(504, '未能按时得到结果', 'No answer in time'),
  StoreUnavailable: type(503, '数据库暂不可用', 'The database is not available'),
  EngineUnavailable: type(503, '流程引擎暂不可用', 'The workflow engine is not available'),
  NotReady: type(503, '尚未就绪', 'Not ready'),
  CaseStopped: type(503, '案件流程已意外停止', 'The case has stopped'),
  OpenOnOneSide: type(503, '有案件两边状态不一致', 'A case is open on one side only'),
  NobodyWatches: type(503, '案件巡查已停', 'Nobody watches the cases'),
  Internal: type(500, '内部错误', 'Internal error'),

  Malformed: type(400, '消息格式有误', 'The message is not of the expected form'),
  UnknownAction: type(400, '没有此操作', 'No such action'),
  KeyReused: type(422, '幂等键已用于另一请求', 'The key was used for another request'),
  NotRecorded: type(409, '投诉尚未登记完成', 'Not recorded yet'),
  Busy: type(409, '案件正在处理上一步', 'The case is busy'),
  ClockAhead: type(503, '服务器时钟偏快', "The server's clock is fast"),
  NoOpenTask: type(409, '没有相应的待办', 'No open task takes this'),
  TaskEnded: type(409, '待办已结束', 'The task has ended'),
  AmbiguousTask: type(409, '有多个待办适用', 'Several tasks take this'),
  WrongRole: type(403, '角色不符', 'Another role does this'),
  WrongDepartment: type(403, '部门不符', 'Another department does this'),
  WrongPlace: type(403, '单位不符', 'Another place does this'),
  NotActive: type(403, '不在职', 'Not an active member of staff'),
  NotTheAssignee: type(403, '已指定给他人', 'Given to somebody else'),
  ConflictOfInterest: type(403, '须回避', 'Conflict of interest'),
  SamePersonTwice: type(403, '同一人不得重复经手', 'Not the same person twice'),
  NotAllowedViaTemporal: type(403, '不得绕过接口', 'Not past the API'),
  NotAllowedByPolicy: type(403, '办法不允许', 'The policy does not allow it'),
  EvidenceMissing: type(422, '缺少证据', 'Evidence is missing'),
  NotOpenForReopening: type(409, '不能重新受理', 'Not open for reopening'),
  AlreadySo: type(409, '已经如此', 'It is so already'),
  UnknownOption: type(422, '没有此选项', 'No such option'),
  OptionNotNamed: type(422, '未写明方案', 'The option is not named'),
  OfferOver: type(409, '方案已失效', 'The offer is over'),
  Merged: type(409, '已并入另一投诉', 'Merged into another complaint'),
  MergeRefused: type(409, '对方未接收', 'The other complaint has not taken it'),
  MergeUnderWay: type(409, '正在并案', 'A merge is under way'),
  GivenBefore: type(409, '已给予过相同的补救', 'The same remedy was given before'),
  InThePast: type(422, '时间已过', 'The time is past'),
  NotYet: type(409, '时间未到', 'It is too early'),
  FileFull: type(409, '卷宗已满', 'The file is full'),
  AnotherComplaint: type(422, '此编号属于另一投诉', 'The number belongs to another complaint'),
  Closed: type(409, '投诉已关闭', 'The complaint is closed'),
};

/** The code, if it is one of ours; a failure from elsewhere may carry anything. */
export function asProblemCode(code: string): ProblemCode | undefined {
  return Object.hasOwn(PROBLEM_TYPES, code) ? (code as ProblemCode) : undefined;
}

function type(status: number, zh: string, en: string): ProblemType {
  return { status, title: both(zh, en) };
}
