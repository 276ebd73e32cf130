import type { Locale } from '../contracts/message.js';

/** What keeps a database from being used until a person does something about it. */
export type StoreProblem =
  | 'absent'
  | 'damaged'
  | 'exhausted'
  | 'full'
  | 'newer'
  | 'read_only'
  | 'refused'
  | 'silent'
  | 'unreadable'
  | 'unwritable';

/** `name` is the file, folder or database; `detail` what the driver or the schema called it. */
type Text = (name: string, detail: string) => string;

/** Complete sentences: what is wrong, and what to do. */
export const STORE_PROBLEMS: Readonly<Record<Locale, Readonly<Record<StoreProblem, Text>>>> = {
  en: {
    absent: (name) => `The database ${name} does not exist: create the database, or correct DATABASE_URL.`,
    damaged: (name) =>
      `${name} is damaged: move it away to start with an empty ledger, or put back a copy of it.`,
    exhausted: (name) => `The database ${name} is out of disk or memory: make room and start again.`,
    full: (name) => `The disk that holds ${name} is full: make room and start again.`,
    newer: (name, detail) =>
      `${name} was written by a newer version of Coxswain (it has "${detail}"): run that version, or start with another state folder or database.`,
    read_only: (name) => `The database ${name} is read-only: name a primary server in DATABASE_URL.`,
    refused: (name) =>
      `The database ${name} refuses the user of DATABASE_URL: check user, password and rights.`,
    silent: (name) =>
      `The database ${name} does not answer: check that it runs and that DATABASE_URL is right.`,
    unreadable: (name, detail) => `${name} can't be read or written (${detail}): check the disk it is on.`,
    unwritable: (name) =>
      `${name} can't be written: give this user the right to write it and its folder, or name another folder in COXSWAIN_HOME.`,
  },
  ko: {
    absent: (name) =>
      `데이터베이스 ${name} 자체가 없어요. 데이터베이스를 만들거나 DATABASE_URL을 고쳐 주세요.`,
    damaged: (name) =>
      `${name} 파일이 손상됐어요. 다른 곳으로 옮기고 빈 원장으로 시작하거나, 백업본을 되돌려 놓으세요.`,
    exhausted: (name) =>
      `데이터베이스 ${name} 서버의 디스크나 메모리가 부족해요. 공간을 확보하고 다시 시작하세요.`,
    full: (name) => `${name} 파일이 있는 디스크가 가득 찼어요. 공간을 확보하고 다시 시작하세요.`,
    newer: (name, detail) =>
      `더 새로운 버전의 Coxswain이 쓴 원장이에요: ${name} ("${detail}" 포함). 그 버전을 실행하거나, 다른 상태 폴더나 데이터베이스로 시작하세요.`,
    read_only: (name) =>
      `데이터베이스 ${name} 서버는 읽기 전용이에요. DATABASE_URL에 프라이머리 서버를 적어 주세요.`,
    refused: (name) =>
      `데이터베이스 ${name} 서버가 DATABASE_URL의 사용자를 거부했어요. 사용자, 비밀번호, 권한을 확인하세요.`,
    silent: (name) =>
      `데이터베이스 ${name} 서버가 응답하지 않아요. 실행 중인지, DATABASE_URL이 맞는지 확인하세요.`,
    unreadable: (name, detail) => `${name} 파일을 읽거나 쓸 수 없어요(${detail}). 디스크를 점검하세요.`,
    unwritable: (name) =>
      `${name} 경로에 쓸 수 없어요. 이 사용자에게 그 경로와 폴더의 쓰기 권한을 주거나, COXSWAIN_HOME에 다른 폴더를 적어 주세요.`,
  },
};
