declare module 'virtual:texts/zh/first' {
  const texts: Readonly<Record<string, string>>;
  export default texts;
}
declare module 'virtual:texts/zh/rest' {
  const texts: Readonly<Record<string, string>>;
  export default texts;
}
declare module 'virtual:texts/zh-Hant/first' {
  const texts: Readonly<Record<string, string>>;
  export default texts;
}
declare module 'virtual:texts/zh-Hant/rest' {
  const texts: Readonly<Record<string, string>>;
  export default texts;
}
declare module 'virtual:texts/en/first' {
  const texts: Readonly<Record<string, string>>;
  export default texts;
}
declare module 'virtual:texts/en/rest' {
  const texts: Readonly<Record<string, string>>;
  export default texts;
}
