import type { RefusalCode } from '../domain/file/refusal';
import { both } from '../domain/values/text';
import type { Bilingual } from '../domain/values/text';

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
  | 'FilesFull'
  | 'FileBroken'
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
  Invalid: type(400, '请求内容有误', 'Invalid request'),
  MalformedJson: type(400, '请求正文不是有效的 JSON', 'The body is not valid JSON'),
  BodyTooLarge: type(413, '请求正文过大', 'The body is too large'),
  UnsupportedMediaType: type(415, '不支持的内容类型', 'Unsupported content type'),
  NotFound: type(404, '未找到', 'Not found'),
  MethodNotAllowed: type(405, '此地址不支持该方法', 'Method not allowed'),
  NotSignedIn: type(401, '未登录或登录已失效', 'Not signed in, or session expired'),
  CrossSite: type(403, '请求并非来自控制台', 'Not sent by the console'),
  WrongCredentials: type(401, '账号或密码不正确', 'Wrong account or password'),
  TooManyAttempts: type(429, '登录尝试过多', 'Too many sign-in attempts'),
  TooManyRequests: type(429, '请求过于频繁', 'Too many requests'),
  PasswordMustChange: type(403, '须先修改密码', 'Password change required'),
  RoleMissing: type(403, '缺少所需角色', 'Required role missing'),
  MayNotActFor: type(403, '不得代理此人', 'Not the substitute of this person'),
  NotOneself: type(403, '须由另一位管理员办理', 'Another administrator must do this'),
  LastAdministrator: type(409, '至少须有一位在职管理员', 'At least one active administrator is required'),
  IdTaken: type(409, '此标识已被使用', 'Id already taken'),
  StillUsed: type(409, '仍在使用', 'Still in use'),
  DraftsFull: type(409, '草稿过多', 'Too many drafts'),
  FilesFull: type(409, '文件过多', 'Too many files'),
  FileBroken: type(500, '文件缺失或已被改动', 'File missing or altered'),
  NumberTaken: type(503, '编号已被占用', 'Number already taken'),
  Erased: type(410, '个人信息已删除', 'Personal data erased'),
  TooBroad: type(422, '查询范围过大', 'Query too broad'),
  AnswerLate: type(504, '未能按时得到结果', 'Timed out'),
  StoreUnavailable: type(503, '数据库暂不可用', 'Database unavailable'),
  EngineUnavailable: type(503, '流程引擎暂不可用', 'Workflow engine unavailable'),
  NotReady: type(503, '尚未就绪', 'Not ready'),
  CaseStopped: type(503, '案件流程已意外停止', 'The workflow of the case has stopped'),
  OpenOnOneSide: type(503, '有案件两边状态不一致', 'Case open on one side only'),
  NobodyWatches: type(503, '案件巡查已停', 'Case monitoring has stopped'),
  Internal: type(500, '内部错误', 'Internal error'),

  Malformed: type(400, '消息格式有误', 'Invalid message format'),
  UnknownAction: type(400, '没有此操作', 'No such action'),
  KeyReused: type(422, '幂等键已用于另一请求', 'Key already used for another request'),
  NotRecorded: type(409, '投诉尚未登记完成', 'Not recorded yet'),
  Busy: type(409, '案件正在处理上一步', 'The case is processing an earlier step'),
  ClockAhead: type(503, '服务器时钟偏快', 'Server clock is fast'),
  NoOpenTask: type(409, '没有相应的待办', 'No open task for this action'),
  TaskEnded: type(409, '待办已结束', 'The task has ended'),
  AmbiguousTask: type(409, '有多个待办适用', 'Several tasks match'),
  WrongRole: type(403, '角色不符', 'Wrong role'),
  WrongDepartment: type(403, '部门不符', 'Wrong department'),
  WrongPlace: type(403, '单位不符', 'Wrong place'),
  NotActive: type(403, '不在职', 'Not an active member of staff'),
  NotTheAssignee: type(403, '已指定给他人', 'Assigned to another person'),
  ConflictOfInterest: type(403, '须回避', 'Conflict of interest'),
  SamePersonTwice: type(403, '同一人不得重复经手', 'Same person may not act twice'),
  NotAllowedViaTemporal: type(403, '只能通过接口操作', 'Only through the API'),
  NotAllowedByPolicy: type(403, '办法不允许', 'Not allowed by the policy'),
  EvidenceMissing: type(422, '缺少证据', 'Evidence missing'),
  NotOpenForReopening: type(409, '不能重新受理', 'Cannot be reopened'),
  AlreadySo: type(409, '已经如此', 'Already done'),
  UnknownOption: type(422, '没有此选项', 'No such option'),
  OptionNotNamed: type(422, '未写明方案', 'Option not named'),
  OfferOver: type(409, '方案已失效', 'Offer no longer open'),
  Merged: type(409, '已并入另一投诉', 'Merged into another complaint'),
  MergeRefused: type(409, '对方未接收', 'Merge not accepted'),
  MergeUnderWay: type(409, '正在并案', 'Merge in progress'),
  GivenBefore: type(409, '已给予过相同的补救', 'Same remedy already given'),
  InThePast: type(422, '时间已过', 'Time already past'),
  NotYet: type(409, '时间未到', 'Too early'),
  FileFull: type(409, '卷宗已满', 'File full'),
  AnotherComplaint: type(422, '此编号属于另一投诉', 'Number belongs to another complaint'),
  Closed: type(409, '投诉已关闭', 'Complaint closed'),
};

/** The code, if it is one of ours; a failure from elsewhere may carry anything. */
export function asProblemCode(code: string): ProblemCode | undefined {
  return Object.hasOwn(PROBLEM_TYPES, code) ? (code as ProblemCode) : undefined;
}

function type(status: number, zh: string, en: string): ProblemType {
  return { status, title: both(zh, en) };
}
