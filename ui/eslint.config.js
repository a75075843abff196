import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

const tauri = {
  regex: "^@tauri-apps/",
  message: "Only the generated src/ipc/bindings.ts imports Tauri; use the Backend.",
};
const sveltePackage = {
  regex: "^svelte(/|$)|\\.svelte$",
  message: "The editor, the preview and the frame know no Svelte.",
};
const components = { regex: "/components/", message: "Components use the state, never the other way round." };
const state = { regex: "/state/", message: "Only components use the state." };
const host = {
  regex: "/ipc/(?!bindings$)",
  message: "The editor, the preview and the frame know the host's types, not the host.",
};

/** One rule for which folder may import what; a later entry replaces an earlier one for its files. */
function mayNotImport(files, ...patterns) {
  return { files, rules: { "no-restricted-imports": ["error", { patterns }] } };
}

export default ts.config(
  { ignores: ["dist/", "src/ipc/bindings.ts"] },
  js.configs.recommended,
  ...ts.configs.recommendedTypeChecked,
  ...svelte.configs.recommended,
  ...svelte.configs.prettier,
  {
    languageOptions: {
      globals: globals.browser,
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: [".svelte"],
      },
    },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  // The linter sees imported components, and what snippets and props carry, as `any`; svelte-check knows them.
  {
    files: ["**/*.svelte"],
    rules: {
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  // Our maps are private, and either replaced as a whole or not shown: a signal for each key costs more.
  { files: ["src/state/**"], rules: { "svelte/prefer-svelte-reactivity": "off" } },
  {
    files: ["**/*.js"],
    extends: [ts.configs.disableTypeChecked],
    rules: { "@typescript-eslint/explicit-module-boundary-types": "off" },
  },
  mayNotImport(["src/**/*.{ts,svelte}"], tauri),
  mayNotImport(["src/{editor,preview,frame}/**/*.ts"], tauri, sveltePackage, components, state, host),
  mayNotImport(["src/ipc/**/*.ts"], tauri, components, state),
  mayNotImport(["src/state/**/*.ts"], tauri, components),
  mayNotImport(["src/components/base/**"], tauri, {
    regex: "^\\.\\./",
    message: "Base components import nothing of ours.",
  }),
);
