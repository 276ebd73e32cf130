import type { IForbiddenRuleType, ICruiseOptions } from 'dependency-cruiser';
declare const rules: {
  forbidden: (IForbiddenRuleType & { name: string })[];
  options: ICruiseOptions & { tsConfig?: unknown };
};
export default rules;
