/** The variables that VS Code gives a webview, as its own default themes define them. */

export interface Theme {
  bodyClass: string;
  variables: Record<string, string>;
}

const fonts = {
  'font-family': "system-ui, 'Ubuntu', 'Droid Sans', sans-serif",
  'font-size': '13px',
  'font-weight': 'normal',
  'editor-font-family': "'Droid Sans Mono', 'DejaVu Sans Mono', monospace",
  'editor-font-size': '14px',
};

const dark: Theme = {
  bodyClass: 'vscode-dark',
  variables: {
    ...fonts,
    foreground: '#cccccc',
    descriptionForeground: '#9d9d9d',
    'editor-background': '#1f1f1f',
    'widget-border': '#313131',
    'editorHoverWidget-background': '#202020',
    'editorHoverWidget-foreground': '#cccccc',
    'panelTitle-activeForeground': '#cccccc',
    'panelTitle-inactiveForeground': '#9d9d9d',
    'panelTitle-activeBorder': '#0078d4',
    'notificationsInfoIcon-foreground': '#59a4f9',
    'notificationsErrorIcon-foreground': '#f14c4c',
    'notificationsWarningIcon-foreground': '#cca700',
    focusBorder: '#0078d4',
    'badge-background': '#616161',
    'badge-foreground': '#f8f8f8',
    'button-background': '#0078d4',
    'button-foreground': '#ffffff',
    'button-hoverBackground': '#026ec1',
    'button-secondaryBackground': '#313131',
    'button-secondaryForeground': '#cccccc',
    'button-secondaryHoverBackground': '#3c3c3c',
    'button-border': 'rgba(255, 255, 255, 0.07)',
    'progressBar-background': '#0078d4',
    'textBlockQuote-background': '#2b2b2b',
    'inputValidation-errorBackground': '#5a1d1d',
    'inputValidation-errorBorder': '#be1100',
    'charts-blue': '#59a4f9',
    'charts-orange': '#ea5c00',
    'charts-purple': '#b180d7',
    'charts-green': '#89d185',
    'charts-yellow': '#cca700',
  },
};

const light: Theme = {
  bodyClass: 'vscode-light',
  variables: {
    ...fonts,
    foreground: '#3b3b3b',
    descriptionForeground: '#3b3b3b',
    'editor-background': '#ffffff',
    'widget-border': '#e5e5e5',
    'editorHoverWidget-background': '#f8f8f8',
    'editorHoverWidget-foreground': '#3b3b3b',
    'panelTitle-activeForeground': '#3b3b3b',
    'panelTitle-inactiveForeground': '#3b3b3b',
    'panelTitle-activeBorder': '#005fb8',
    'notificationsInfoIcon-foreground': '#0063d3',
    'notificationsErrorIcon-foreground': '#e51400',
    'notificationsWarningIcon-foreground': '#bf8803',
    focusBorder: '#005fb8',
    'badge-background': '#cccccc',
    'badge-foreground': '#3b3b3b',
    'button-background': '#005fb8',
    'button-foreground': '#ffffff',
    'button-hoverBackground': '#0258a8',
    'button-secondaryBackground': '#e5e5e5',
    'button-secondaryForeground': '#3b3b3b',
    'button-secondaryHoverBackground': '#cccccc',
    'button-border': 'rgba(0, 0, 0, 0.1)',
    'progressBar-background': '#005fb8',
    'textBlockQuote-background': '#f8f8f8',
    'inputValidation-errorBackground': '#f2dede',
    'inputValidation-errorBorder': '#be1100',
    'charts-blue': '#0063d3',
    'charts-orange': '#d18616',
    'charts-purple': '#652d90',
    'charts-green': '#388a34',
    'charts-yellow': '#bf8803',
  },
};

/** High contrast has borders instead of backgrounds, and several colours are not defined. */
const highContrast: Theme = {
  bodyClass: 'vscode-high-contrast',
  variables: {
    ...fonts,
    foreground: '#ffffff',
    descriptionForeground: 'rgba(255, 255, 255, 0.7)',
    'editor-background': '#000000',
    contrastBorder: '#6fc3df',
    'widget-border': '#6fc3df',
    'editorHoverWidget-background': '#0c141f',
    'editorHoverWidget-foreground': '#ffffff',
    'panelTitle-activeForeground': '#ffffff',
    'panelTitle-inactiveForeground': '#ffffff',
    'panelTitle-activeBorder': '#6fc3df',
    'notificationsInfoIcon-foreground': '#59a4f9',
    'notificationsErrorIcon-foreground': '#f14c4c',
    'notificationsWarningIcon-foreground': '#cca700',
    focusBorder: '#f38518',
    'badge-background': '#000000',
    'badge-foreground': '#ffffff',
    'button-background': '#000000',
    'button-foreground': '#ffffff',
    'button-secondaryForeground': '#ffffff',
    'button-border': '#6fc3df',
    'progressBar-background': '#6fc3df',
    'inputValidation-errorBackground': '#5a1d1d',
    'inputValidation-errorBorder': '#be1100',
    'charts-blue': '#59a4f9',
    'charts-orange': '#d18616',
    'charts-purple': '#b180d7',
    'charts-green': '#89d185',
    'charts-yellow': '#cca700',
  },
};

export const themes = { dark, light, 'high-contrast': highContrast } as const;
export type ThemeName = keyof typeof themes;
