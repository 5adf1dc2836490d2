import { createTheme, MultiSelect, Select } from '@mantine/core';
import type { MantineColorsTuple } from '@mantine/core';
import { takeMarkedOption } from './marked-option';

/** From console.md, "Visual language": the seventh has 6.9 : 1 on white. */
const PRIMARY: MantineColorsTuple = [
  ...(['#EAF2FC', '#D3E3F8', '#A6C6F0', '#77A8E8', '#5190E2', '#2E74CC'] as const),
  ...(['#1557B0', '#114A97', '#0D3D7E', '#082A59'] as const),
];

export const THEME = createTheme({
  primaryColor: 'primary',
  primaryShade: 6,
  colors: { primary: PRIMARY },
  fontFamily: '"PingFang SC","HarmonyOS Sans SC","Microsoft YaHei UI","Noto Sans CJK SC",system-ui,sans-serif',
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  black: '#1B2430',
  defaultRadius: 4,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Select: Select.extend({ defaultProps: { onKeyDownCapture: takeMarkedOption } }),
    MultiSelect: MultiSelect.extend({ defaultProps: { onKeyDownCapture: takeMarkedOption } }),
  },
});
