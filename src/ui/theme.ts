import type { ThemeConfig } from 'antd';

const FONT =
  '-apple-system, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", system-ui, sans-serif';

/** One accent, quiet greys, square-ish corners. Text colours keep 4.5:1 on the page and on every soft ground. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#14665a',
    colorLink: '#14665a',
    colorInfo: '#14665a',
    colorError: '#a51d18',
    colorWarning: '#84480a',
    colorSuccess: '#14665a',
    colorText: '#1c2421',
    colorTextSecondary: '#4a5752',
    colorTextTertiary: '#56635e',
    colorTextPlaceholder: '#66726d',
    colorTextDisabled: '#66726d',
    colorBgLayout: '#f4f6f5',
    colorBorder: '#bcc6c2',
    colorBorderSecondary: '#dde3e0',
    colorErrorBg: '#fdeeec',
    colorErrorBorder: '#e9b5b0',
    colorWarningBg: '#fdf2df',
    colorWarningBorder: '#e2c391',
    fontFamily: FONT,
    fontSize: 14,
    borderRadius: 4,
    controlHeight: 34,
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
    wireframe: false,
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', fontWeight: 500 },
    Tabs: { horizontalMargin: '0', horizontalItemPadding: '8px 4px' },
    Form: { verticalLabelPadding: '0 0 4px', itemMarginBottom: 16 },
    Drawer: { paddingLG: 20 },
  },
};
